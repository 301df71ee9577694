using SkyButler.Conformance.Registry;
using SkyButler.Dimensions;
using SkyButler.Registry;
using SkyButler.Registry.Opaque;
using SkyButler.Tests.Shared;

namespace SkyButler.Conformance.Migrations;

/// <summary>A copy of rubin-imsim whose registry, as old as it is, lies in PostgreSQL.</summary>
internal sealed class PostgresImsim : IDisposable
{
    public static readonly OpaqueTableDefinition Files = new(
        "file_datastore_records",
        [
            new("dataset_id", ColumnType.Uuid, IsKey: true, IsNullable: false),
            new("path", ColumnType.String, 256, IsNullable: false),
            new("formatter", ColumnType.String, 128, IsNullable: false),
            new("storage_class", ColumnType.String, 64, IsNullable: false),
            new("component", ColumnType.String, 32, IsKey: true, IsNullable: false),
            new("checksum", ColumnType.String, 128),
            new("file_size", ColumnType.Int),
        ],
        [["path"]]);

    private readonly TemporaryDirectory folder;

    private PostgresImsim(TemporaryDirectory folder, RegistrySettings settings) => (this.folder, Settings) = (folder, settings);

    public string Path => folder.Path;

    public RegistrySettings Settings { get; }

    public string Schema => Settings.Namespace!;

    public static async Task<PostgresImsim> MakeAsync(CancellationToken cancellationToken)
    {
        var url = await PostgresServer.UrlAsync();
        var folder = SharedFiles.CopyGolden("rubin-imsim");
        var made = new PostgresImsim(folder, GoldenRegistry.Settings("") with
        {
            DatabaseUrl = url,
            Namespace = $"imsim_{Guid.NewGuid():N}",
            ManagerVersions = new Dictionary<string, string> { ["datasets"] = "1.0.0" },
        });
        await made.FillAsync(folder.File(MigratedGolden.Database), cancellationToken);
        File.Delete(folder.File(MigratedGolden.Database));
        var config = folder.File("butler.yaml");
        await File.WriteAllTextAsync(
            config,
            (await File.ReadAllTextAsync(config, cancellationToken)).Replace("sqlite:///<butlerRoot>/gen3.sqlite3", $"{url}\n  namespace: {made.Schema}", StringComparison.Ordinal),
            cancellationToken);
        return made;
    }

    public Task<SqlRegistry> OpenAsync(CancellationToken cancellationToken) => SqlRegistry.OpenAsync(Settings, RegistryAccess.ReadWrite, cancellationToken);

    public void Dispose() => folder.Dispose();

    private async Task FillAsync(string file, CancellationToken cancellationToken)
    {
        await using var source = await SqlRegistry.OpenAsync(GoldenRegistry.Settings(file), RegistryAccess.ReadOnly, cancellationToken);
        await SqlRegistry.CreateAsync(Settings, source.Universe, cancellationToken);
        await using var target = await OpenAsync(cancellationToken);
        await new RegistryCopy(source, target, cancellationToken).RunAsync();
        var locations = await GoldenRegistry.PairsAsync(file, "SELECT dataset_id, datastore_name FROM dataset_location", cancellationToken);
        foreach (var store in locations.GroupBy(l => l.Value, l => Guid.ParseExact(l.Key, "N")))
            await target.Locations.InsertAsync(store.Key, [.. store], cancellationToken);
        await source.Opaque.RegisterAsync(Files, cancellationToken);
        await target.Opaque.RegisterAsync(Files, cancellationToken);
        IReadOnlyCollection<object> ids = [.. locations.Keys.Select(id => (object)Guid.ParseExact(id, "N"))];
        await target.Opaque.InsertAsync(Files.Name, await source.Opaque.FetchAsync(Files.Name, "dataset_id", ids, cancellationToken).ToListAsync(cancellationToken), OpaqueInsert.New, cancellationToken);
    }
}
