using System.Globalization;
using SkyButler.Dimensions;
using SkyButler.Registry;
using SkyButler.Registry.Databases.Rows;
using SkyButler.Registry.Opaque;

namespace SkyButler.Datastores.Records;

/// <summary>The table of file records: the one place that knows its columns.</summary>
internal sealed class FileRecordTable
{
    // "No component" in the database, where the column is part of the key and can't be null.
    private const string NoComponent = "__NULL_STRING__";
    private const string IdColumn = "dataset_id";
    private const string PathColumn = "path";
    private readonly SqlRegistry registry;
    private readonly string name;

    public FileRecordTable(SqlRegistry registry, string name)
    {
        this.registry = registry;
        this.name = name;
        Definition = new(
            name,
            [
                new(IdColumn, ColumnType.Uuid, IsKey: true, IsNullable: false),
                new(PathColumn, ColumnType.String, IsNullable: false),
                new("formatter", ColumnType.String, IsNullable: false),
                new("storage_class", ColumnType.String, IsNullable: false),
                new("component", ColumnType.String, 32, IsKey: true, IsNullable: false),
                new("checksum", ColumnType.String),
                new("file_size", ColumnType.Int),
            ],
            [[PathColumn]]);
    }

    /// <summary>The table's columns, key and indexes.</summary>
    public OpaqueTableDefinition Definition { get; }

    /// <summary>Makes the table, or notes that it is not there.</summary>
    public Task RegisterAsync(CancellationToken cancellationToken) => registry.Opaque.RegisterAsync(Definition, cancellationToken);

    /// <summary>Adds records.</summary>
    public Task InsertAsync(IReadOnlyList<FileRecord> records, OpaqueInsert mode, CancellationToken cancellationToken) =>
        registry.Opaque.InsertAsync(name, records, Write, ToRow, mode, cancellationToken);

    /// <summary>Records of datasets; several for one that is stored in components.</summary>
    public IAsyncEnumerable<FileRecord> FetchAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        FetchAsync(IdColumn, [.. ids.Select(id => (object)id)], cancellationToken);

    /// <summary>Records whose paths are exactly these.</summary>
    public IAsyncEnumerable<FileRecord> FetchByPathAsync(IReadOnlyCollection<string> paths, CancellationToken cancellationToken) =>
        FetchAsync(PathColumn, [.. paths], cancellationToken);

    /// <summary>All records.</summary>
    public async IAsyncEnumerable<FileRecord> FetchAllAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in registry.Opaque.FetchAllAsync(name, cancellationToken).ConfigureAwait(false))
            yield return FromRow(row);
    }

    /// <summary>Removes the records of datasets.</summary>
    public Task DeleteAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        registry.Opaque.DeleteAsync(name, IdColumn, [.. ids.Select(id => (object)id)], cancellationToken);

    private async IAsyncEnumerable<FileRecord> FetchAsync(
        string column, IReadOnlyCollection<object> values, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (values.Count == 0)
            yield break;
        await foreach (var row in registry.Opaque.FetchAsync(name, column, values, cancellationToken).ConfigureAwait(false))
            yield return FromRow(row);
    }

    private static void Write(IRowWriter row, FileRecord record)
    {
        row.Write(record.DatasetId);
        row.Write(record.Path);
        row.Write(record.Formatter);
        row.Write(record.StorageClass);
        row.Write(record.Component ?? NoComponent);
        row.Write(record.Checksum);
        row.Write(record.FileSize);
    }

    private static object?[] ToRow(FileRecord record) =>
        [record.DatasetId, record.Path, record.Formatter, record.StorageClass, record.Component ?? NoComponent, record.Checksum, record.FileSize];

    // Old databases have null or nothing for "no component".
    private static FileRecord FromRow(object?[] row) => new()
    {
        DatasetId = (Guid)row[0]!,
        Path = (string)row[1]!,
        Formatter = (string)row[2]!,
        StorageClass = (string)row[3]!,
        Component = row[4] is string { Length: > 0 } component && component != NoComponent ? component : null,
        Checksum = row[5] as string,
        FileSize = row[6] is { } size ? Convert.ToInt64(size, CultureInfo.InvariantCulture) : -1,
    };
}
