-- The audit log only grows: nobody who speaks through the application changes or removes an entry (quality bar 70).
CREATE TRIGGER "AuditEntry_never_changes" BEFORE UPDATE ON "AuditEntry" BEGIN SELECT RAISE(ABORT, 'audit entries never change'); END;
CREATE TRIGGER "AuditEntry_never_goes" BEFORE DELETE ON "AuditEntry" BEGIN SELECT RAISE(ABORT, 'audit entries are never removed'); END;
