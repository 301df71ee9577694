using SkyButler.Configuration.Yaml.Pieces;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Records;
using SkyButler.Resources;
using SkyButler.Resources.Durability;
using SkyButler.Resources.Stores;
using SkyButler.Transfers.Imports.Checks;
using SkyButler.Transfers.Imports.Reading;
using SkyButler.Transfers.Repositories;

namespace SkyButler.Transfers.Imports;

/// <summary>
/// Imports an export: types and collections first, then records, datasets and associations, some thousands at a time, each such part
/// altogether or not at all. Fault points: <c>import.after-collections</c>, <c>import.after-part</c>.
/// </summary>
internal sealed class RepositoryImport(TransferTarget target)
{
    private readonly SqlRegistry registry = target.Registry;
    // Identifiers are spread over the indexes of all datasets, so that a transaction changes nearly as many pages of these for few datasets as for many.
    private const int BatchesTogether = 20;

    // Who changed a chain or certified, in the log.
    internal const string By = "import";
    private readonly AssociationImport associations = new(target.Registry);
    private readonly List<DatasetRef> bare = [];

    /// <summary>Imports the export in a folder.</summary>
    public async Task RunAsync(ResourcePath folder, ResourceStores stores, ImportOptions options, CancellationToken cancellationToken)
    {
        var path = ResourcePath.Parse(options.FileName, folder, EnvironmentVariables.Process);
        if (await stores.FindAsync(path, cancellationToken).ConfigureAwait(false) is not { IsDirectory: false })
            throw new ImportException($"There is no export file {path.DisplayName}; say where it is by --export-file.");
        if (path.IsLocal)
        {
            await RunAsync(new(path.LocalPath, path.DisplayName, options.BatchSize), folder, stores, options, cancellationToken).ConfigureAwait(false);
            return;
        }

        var own = OwnTemporaries.MakeFolder();
        try
        {
            var copy = Path.Combine(own, "export.yaml");
            await stores.For(path).DownloadAsync(path, copy, cancellationToken: cancellationToken).ConfigureAwait(false);
            await RunAsync(new(copy, path.DisplayName, options.BatchSize), folder, stores, options, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(own, recursive: true);
        }
    }

    private async Task RunAsync(ImportFileReader reader, ResourcePath folder, ResourceStores stores, ImportOptions options, CancellationToken cancellationToken)
    {
        var skipped = options.SkipDimensions.Select(name => registry.Universe[name]).ToHashSet();
        ImportSurvey survey;
        try
        {
            survey = await ImportSurvey.RunAsync(reader, target, folder, stores, options, cancellationToken).ConfigureAwait(false);
        }
        catch (YamlForeignNotationException)
        {
            reader.IsForeign = true;
            survey = await ImportSurvey.RunAsync(reader, target, folder, stores, options, cancellationToken).ConfigureAwait(false);
        }

        await RegisterAsync(survey, cancellationToken).ConfigureAwait(false);
        FaultPoints.Hit("import.after-collections");
        var files = new ImportedFileReader(survey.Types, folder, options.Transfer);
        var ingest = new IngestOptions { Transfer = options.Transfer, RecordValidationInfo = options.RecordValidationInfo, SkipExisting = true };
        var progress = new ProgressCount(options.Progress, "Importing datasets", survey.DatasetCount);
        foreach (var isIncluded in Stages(survey))
        {
            var migration = new RecordMigration(reader.Header!, registry.Universe, target.Log);
            await foreach (var next in reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                switch (next)
                {
                    case ImportPart.Records records:
                        foreach (var (element, rows) in migration.Read(records))
                            if (!skipped.Contains(element) && isIncluded(element.Index))
                                await registry.Records.InsertAsync(element, rows, RecordInsertMode.SkipExisting, cancellationToken).ConfigureAwait(false);
                        break;
                    case ImportPart.Datasets datasets when isIncluded(registry.Universe.Elements.Count):
                        var read = files.Read(datasets);
                        await ImportAsync(read, ingest, options.BatchSize, cancellationToken).ConfigureAwait(false);
                        progress.Add(read.Sum(f => f.Datasets.Count));
                        break;
                    case ImportPart.Associations part when isIncluded(registry.Universe.Elements.Count + 1):
                        await CompleteAsync(cancellationToken).ConfigureAwait(false);
                        await associations.AddAsync(part, options.BatchSize, cancellationToken).ConfigureAwait(false);
                        break;
                }

                FaultPoints.Hit("import.after-part");
            }

            await CompleteAsync(cancellationToken).ConfigureAwait(false);
            await associations.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // One reading for all, or one for each kind of parts where records stand behind what refers to them.
    private IEnumerable<Predicate<int>> Stages(ImportSurvey survey)
    {
        if (survey.IsOrdered)
            return [_ => true];
        var count = registry.Universe.Elements.Count;
        return [.. survey.Elements.Select(e => e.Index).Append(count).Append(count + 1).Select(stage => (Predicate<int>)(index => index == stage))];
    }

    private async Task RegisterAsync(ImportSurvey survey, CancellationToken cancellationToken)
    {
        await registry.DatasetTypes.RegisterAsync([.. survey.Types.Values], cancellationToken).ConfigureAwait(false);
        var collections = survey.Collections.Values.OrderBy(c => c.Type == CollectionType.Run ? 0 : c.Type == CollectionType.Chained ? 2 : 1);
        IReadOnlyList<NewCollection> named = [.. collections.Select(c => new NewCollection(c.Name, c.Type, c.Documentation))];
        var chains = survey.Chains.ToDictionary(c => c.Name, c => c.Children, StringComparer.Ordinal);
        await registry.Context.Database.SavepointAsync(
            async token =>
            {
                var made = await registry.Collections.RegisterAsync(named, token).ConfigureAwait(false);
                await ChainDefinition.RedefineAsync(registry, chains, made.ToHashSet(StringComparer.Ordinal), By, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task ImportAsync(IReadOnlyList<ImportedFile> files, IngestOptions options, int batchSize, CancellationToken cancellationToken)
    {
        var whole = files.Where(f => f.Source is not null).Select(f => new FileDataset(f.Source!.ToString(), f.Datasets, f.Formatter) { Resource = f.Source }).ToList();
        if (whole.Count > 0)
            await target.IngestAsync(whole, options, cancellationToken).ConfigureAwait(false);
        bare.AddRange(files.Where(f => f.Source is null && f.Components.Count == 0).SelectMany(f => f.Datasets));
        if (bare.Count >= batchSize * BatchesTogether)
            await CompleteAsync(cancellationToken).ConfigureAwait(false);
        var parts = files.Where(f => f.Source is null && f.Components.Count > 0).ToList();
        if (parts.Count > 0)
            await target.AdoptAsync(ImportedComponents.Adopted(parts, target.Datastore.FileStores.First().Root, options.Transfer), null, cancellationToken).ConfigureAwait(false);
    }

    // Datasets without files, of several parts of the file.
    private async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await registry.Datasets.ImportAsync(bare, cancellationToken).ConfigureAwait(false);
        bare.Clear();
    }
}
