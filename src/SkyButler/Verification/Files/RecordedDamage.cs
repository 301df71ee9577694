using SkyButler.Datastores;
using SkyButler.Datastores.Reading;
using SkyButler.Datastores.Records;

namespace SkyButler.Verification.Files;

/// <summary>What is wrong with files of records, in words and with what would mend it.</summary>
internal static class RecordedDamage
{
    /// <summary>What was found of one of some records.</summary>
    public static Damage Of(FileDatastore store, FileDamage damage, IEnumerable<FileRecord> records)
    {
        var record = records.First(r => r.DatasetId == damage.DatasetId && r.Component == damage.Component);
        var isOutside = StoredPath.Parse(record.Path).IsAbsolute;
        var isLink = damage.Kind == FileDamageKind.Missing && damage.File.IsLocal && new FileInfo(damage.File.LocalPath).LinkTarget is not null;
        var (kind, repair) = damage.Kind switch
        {
            FileDamageKind.Missing when isLink => (DamageKind.DanglingLink, isOutside ? RepairAction.Forget : RepairAction.SetAside),
            FileDamageKind.Missing => (DamageKind.MissingFile, RepairAction.Forget),
            FileDamageKind.Size => (DamageKind.WrongSize, isOutside ? RepairAction.Forget : RepairAction.SetAside),
            FileDamageKind.Checksum => (DamageKind.WrongChecksum, isOutside ? RepairAction.Forget : RepairAction.SetAside),
            _ => (DamageKind.UnreadableFile, RepairAction.None),
        };
        return new(kind, record.Path, damage.Detail, repair) { DatasetId = record.DatasetId, Datastore = store.Name, Record = record };
    }
}
