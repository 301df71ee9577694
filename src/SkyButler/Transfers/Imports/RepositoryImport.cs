using SkyButler.Configuration.Yaml.Pieces;
using SkyButler.Datastores;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Records;
using SkyButler.Resources;
using SkyButler.Resources.Durability;
using SkyButler.Resources.Stores;
using SkyButler.Transfers.Repositories;

namespace SkyButler.Transfers.Imports;

/// <summary>
/// Imports an export: types and collections first, then records, datasets and associations, some thousands at a time, each such part
/// altogether or not at all. Fault points: <c>import.after-collections</c>, <c>import.after-part</c>.
/// </summary>
internal sealed class RepositoryImport(TransferTarget target)
{
    private readonly SqlRegistry registry = target.Registry;
    private readonly AssociationImport associations = new(target.Registry);

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
        var survey = new ImportSurvey(target, folder, stores, options);
        try
        {
            await survey.RunAsync(reader, cancellationToken).ConfigureAwait(false);
        }
        catch (YamlForeignNotationException)
        {
            reader.IsForeign = true;
            survey = new ImportSurvey(target, folder, stores, options);
            await survey.RunAsync(reader, cancellationToken).ConfigureAwait(false);
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
                        await ImportAsync(read, ingest, cancellationToken).ConfigureAwait(false);
                        progress.Add(read.Sum(f => f.Datasets.Count));
                        break;
                    case ImportPart.Associations part when isIncluded(registry.Universe.Elements.Count + 1):
                        await associations.AddAsync(part, options.BatchSize, cancellationToken).ConfigureAwait(false);
                        break;
                }

                FaultPoints.Hit("import.after-part");
            }

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
        await registry.Collections.RegisterAsync([.. collections.Select(c => new NewCollection(c.Name, c.Type, c.Documentation))], cancellationToken).ConfigureAwait(false);
        await registry.Collections.RedefineChainsAsync(survey.Chains.ToDictionary(c => c.Name, c => c.Children, StringComparer.Ordinal), cancellationToken).ConfigureAwait(false);
    }

    private async Task ImportAsync(IReadOnlyList<ImportedFile> files, IngestOptions options, CancellationToken cancellationToken)
    {
        var whole = files.Where(f => f.Source is not null).Select(f => new FileDataset(f.Source!.ToString(), f.Datasets, f.Formatter) { Resource = f.Source }).ToList();
        if (whole.Count > 0)
            await target.IngestAsync(whole, options, cancellationToken).ConfigureAwait(false);
        var without = files.Where(f => f.Source is null && f.Components.Count == 0).SelectMany(f => f.Datasets).ToList();
        if (without.Count > 0)
            await registry.Datasets.ImportAsync(without, cancellationToken).ConfigureAwait(false);
        var parts = files.Where(f => f.Source is null && f.Components.Count > 0).ToList();
        if (parts.Count > 0)
            await target.AdoptAsync(ImportedComponents.Adopted(parts, target.Datastore.FileStores.First().Root, options.Transfer), null, cancellationToken).ConfigureAwait(false);
    }
}
