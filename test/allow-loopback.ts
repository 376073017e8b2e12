/** The peers of a test listen on loopback, which is open in tests only. */
process.env.CHECK_ALLOW_LOOPBACK = "1";
