using System.Text.Json;
using SkyButler.Datasets;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Quanta.Files;
using SkyButler.Pipelines.Quanta.Files.Reading;
using SkyButler.Pipelines.Requests;
using SkyButler.Registry;
using SkyButler.Registry.Records;

namespace SkyButler.Pipelines.Execution.QuantumBacked;

/// <summary>
/// A repository as far as a graph's file tells of it: dimension records, where inputs are stored, where outputs will lie. Its database is not asked:
/// another one stands in for it, in a temporary folder, for as long as the work lasts.
/// </summary>
internal sealed class QuantumBackedRepository : IAsyncDisposable
{
    private const string DatabaseFile = "gen3.sqlite3";
    private readonly string folder;

    private QuantumBackedRepository(string folder) => this.folder = folder;

    /// <summary>The repository.</summary>
    public Butler Butler { get; private set; } = null!;

    /// <summary>The quanta that were asked for.</summary>
    public QuantumGraph Graph { get; private set; } = null!;

    /// <summary>Path of the database that stands in.</summary>
    public string Database => Path.Combine(folder, DatabaseFile);

    /// <summary>How long it took to read the graph.</summary>
    public TimeSpan ReadTime { get; private set; }

    /// <summary>Opens a repository for quanta of a saved graph: those that the request names, or all.</summary>
    /// <exception cref="QuantumGraphException">The graph can't be read, or does not tell where its inputs are.</exception>
    public static Task<QuantumBackedRepository> OpenAsync(GraphRequest request, PipelineTools tools, CancellationToken cancellationToken) =>
        OpenAsync(request, tools, (archive, token) => archive.ReadForWorkAsync(request.Quanta, token), cancellationToken);

    /// <summary>Opens a repository for what the tasks of a saved graph write once.</summary>
    /// <exception cref="QuantumGraphException">The graph can't be read.</exception>
    public static Task<QuantumBackedRepository> OpenForInitAsync(GraphRequest request, PipelineTools tools, CancellationToken cancellationToken) =>
        OpenAsync(request, tools, (archive, token) => archive.ReadInitAsync(token), cancellationToken);

    /// <summary>Removes the database that stood in.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Butler is not null)
            await Butler.DisposeAsync().ConfigureAwait(false);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<QuantumBackedRepository> OpenAsync(
        GraphRequest request, PipelineTools tools, Func<GraphArchive, CancellationToken, Task<GraphWork>> read, CancellationToken cancellationToken)
    {
        var start = tools.Clock.GetTimestamp();
        var plain = await GraphArchive.OpenAsync(request.GraphFile!, tools.Sources, cancellationToken).ConfigureAwait(false);
        if (plain.Kind != GraphKind.Predicted)
            throw new QuantumGraphException($"The graph '{request.GraphFile}' tells what was done and can't be run; give a predicted one.");
        var repository = new QuantumBackedRepository(Directory.CreateTempSubdirectory("skybutler-quanta-").FullName);
        try
        {
            using var records = JsonDocument.Parse(await plain.DimensionDataAsync(cancellationToken).ConfigureAwait(false));
            await repository.MakeAsync(request, tools, plain.Pipeline, records.RootElement, cancellationToken).ConfigureAwait(false);
            var butler = repository.Butler;
            var catalog = tools.Catalog.With(butler.Config.Names.Task);
            var archive = await GraphArchive.OpenAsync(
                request.GraphFile!, tools.Sources, butler, catalog, (header, token) => GraphTaskSources.LoadOwnAsync(header, catalog, token), cancellationToken).ConfigureAwait(false);
            var work = await read(archive, cancellationToken).ConfigureAwait(false);
            repository.Graph = work.Graph;
            repository.ReadTime = tools.Clock.GetElapsedTime(start);
            await new QuantumBackedContent(butler, work).FillAsync(records.RootElement, cancellationToken).ConfigureAwait(false);
            return repository;
        }
        catch
        {
            await repository.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task MakeAsync(GraphRequest request, PipelineTools tools, PipelineGraph pipeline, JsonElement records, CancellationToken cancellationToken)
    {
        await Butler.MakeStandInAsync(Database, pipeline.Universe, cancellationToken).ConfigureAwait(false);
        Butler = await Butler.OpenAsync(
            request.Repository, new ButlerOptions { StandIn = Database, Access = RegistryAccess.ReadWrite, SearchPaths = request.SearchPaths, Clock = tools.Clock, Log = tools.Log },
            cancellationToken).ConfigureAwait(false);
        var universe = Butler.Universe;
        var types = pipeline.DatasetTypes.Values.Select(t => new DatasetType(t.Name, universe.Conform(t.Type.Dimensions.Names), t.Type.StorageClass, t.Type.IsCalibration))
            .Append(new DatasetType(PipelineGraph.PackagesName, universe.Empty, "Packages")).DistinctBy(t => t.Name);
        await Butler.Registry.DatasetTypes.RegisterAsync([.. types], cancellationToken).ConfigureAwait(false);
        // Pipelines name their instrument.
        var reader = new DimensionDataReader(records, universe);
        foreach (var element in reader.Elements.Where(e => e.Name == "instrument"))
            await Butler.Registry.Records.InsertAsync(element, [.. reader.Records(element)], RecordInsertMode.SkipExisting, cancellationToken).ConfigureAwait(false);
    }
}
