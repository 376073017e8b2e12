import { route } from "@/lib/actions/route";
import { getProduct } from "@/lib/data/products";
import { writeProductFile } from "@/lib/products/file";

/** One product version as YAML, as it can be imported again. */
export const GET = route<{ productId: string }>(async (actor, _request, { productId }) => {
  const { code, name, version, definition } = await getProduct(actor, productId);
  return new Response(writeProductFile({ code, name, version, definition }), {
    headers: {
      "content-type": "application/yaml; charset=utf-8",
      "content-disposition": `attachment; filename="product-${code}-${version}.yaml"`,
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
  });
});
