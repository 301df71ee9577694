using System.Text.Json.Nodes;
using SkyButler.Dimensions;
using SkyButler.Registry;
using SkyButler.Tests.Registry.Contracts;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.Migrations;

/// <summary>A repository of an older universe with one instrument, two exposures and a visit, made with plain SQL as software of that time would have.</summary>
internal sealed class OldRepository : IDisposable
{
    private readonly TemporaryDirectory folder = new("repo");

    public string Path => folder.Path;

    public string Database => folder.File("gen3.sqlite3");

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Makes a repository whose universe comes of today's by taking away what later versions added.</summary>
    public static async Task<OldRepository> MakeAsync(int version, Action<JsonObject>? edit = null, string datasets = "1.0.0")
    {
        var repository = new OldRepository();
        var configuration = OldUniverse.Make(version);
        edit?.Invoke(configuration);
        await repository.CreateAsync(DimensionUniverse.FromJson(configuration.ToJsonString()), datasets);
        await repository.FillAsync(version);
        return repository;
    }

    /// <summary>Writes a universe beside the repository.</summary>
    public string Write(JsonObject configuration)
    {
        var file = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, "dimensions.json");
        File.WriteAllText(file, configuration.ToJsonString());
        return file;
    }

    /// <summary>Runs SQL on the database.</summary>
    public Task ExecuteAsync(string sql) => SqliteFile.ExecuteAsync(Database, sql, Cancel);

    /// <summary>The one value that a query gives.</summary>
    public Task<string?> ValueAsync(string sql) => SqliteFile.ValueAsync(Database, sql, Cancel);

    public void Dispose() => folder.Dispose();

    private async Task CreateAsync(DimensionUniverse universe, string datasets)
    {
        var settings = TestRegistry.SettingsFor(default, $"sqlite:///{Database}") with { ManagerVersions = new Dictionary<string, string> { ["datasets"] = datasets } };
        await SqlRegistry.CreateAsync(settings, universe, Cancel);
        await File.WriteAllTextAsync(folder.File("butler.yaml"), "registry:\n  db: sqlite:///<butlerRoot>/gen3.sqlite3\ndatastore:\n  cls: lsst.daf.butler.datastores.fileDatastore.FileDatastore\n  root: <butlerRoot>\n", Cancel);
    }

    private async Task FillAsync(int version)
    {
        await ExecuteAsync("INSERT INTO instrument (name, visit_max, class_name) VALUES ('Cam', 100, 'my.Cam')");
        await ExecuteAsync("INSERT INTO physical_filter (instrument, name, band) VALUES ('Cam', 'r1', 'r')");
        await ExecuteAsync("INSERT INTO visit_system (instrument, id, name) VALUES ('Cam', 0, 'one-to-one')");
        if (version >= 6)
            await ExecuteAsync(
                "INSERT INTO day_obs (instrument, id) VALUES ('Cam', 20220101); INSERT INTO \"group\" (instrument, name) VALUES ('Cam', 'g1'), ('Cam', 'g2')");
        foreach (var id in (int[])[1, 2])
            await ExecuteAsync(
                $"INSERT INTO exposure (instrument, id, physical_filter, obs_id, seq_num, observation_type, {(version >= 6 ? "day_obs, \"group\"" : "day_obs, group_name")}) "
                + $"VALUES ('Cam', {id}, 'r1', 'o{id}', {id + 10}, '{(id == 1 ? "science" : "bias")}', 20220101, 'g{id}')");
        await ExecuteAsync(
            version < 2
                ? "INSERT INTO visit (instrument, id, physical_filter, visit_system, name, day_obs) VALUES ('Cam', 5, 'r1', 0, 'v5', 20220101)"
                : "INSERT INTO visit (instrument, id, physical_filter, name, day_obs) VALUES ('Cam', 5, 'r1', 'v5', 20220101)");
        await ExecuteAsync(
            version < 2
                ? "INSERT INTO visit_definition (instrument, exposure, visit_system, visit) VALUES ('Cam', 1, 0, 5), ('Cam', 2, 0, 5)"
                : "INSERT INTO visit_definition (instrument, exposure, visit) VALUES ('Cam', 1, 5), ('Cam', 2, 5); "
                    + "INSERT INTO visit_system_membership (instrument, visit_system, visit) VALUES ('Cam', 0, 5)");
    }
}
