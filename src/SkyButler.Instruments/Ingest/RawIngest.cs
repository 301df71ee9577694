using System.Globalization;
using System.Threading.Channels;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Dimensions.DataIds;
using SkyButler.Instruments.Headers;
using SkyButler.Instruments.Ingest.Exposures;
using SkyButler.Instruments.Ingest.Finding;
using SkyButler.Instruments.Translators;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;

namespace SkyButler.Instruments.Ingest;

/// <summary>
/// Takes raw files into a repository: what was observed is told by index files, sidecars or headers, exposures are registered, and the files become
/// datasets whose identifiers follow from what they are, so that the same ingest gives the same everywhere.
/// </summary>
/// <param name="butler">The repository, open for writing.</param>
/// <param name="instruments">Descriptions, which say what raws become.</param>
/// <param name="reader">Reads headers.</param>
/// <param name="stores">Where the files lie.</param>
/// <param name="options">How.</param>
public sealed class RawIngest(Butler butler, InstrumentCatalog instruments, ObservationReader reader, ResourceStores stores, RawIngestOptions options)
{
    // So many files at a time are registered by a few questions.
    private const int BatchSize = 5_000;
    private readonly RawDatasets datasets = new(butler.Registry, instruments, options.Run);
    private readonly ExposureRecords records = new(butler.Universe, options.Warnings);
    private readonly RawFailures failures = new(options);
    private readonly SelfRegistration? self = options.SelfRegister ? new(butler, instruments, options.Warnings) : null;
    private readonly HashSet<DataCoordinate> exposures = [];
    private ExposureIntake? intake;
    private int taken, skipped;

    /// <summary>Takes in files, the files of folders, and those that indexes tell of. A file that can't be taken in is a failure, and the rest goes in.</summary>
    /// <exception cref="RawIngestException">Something failed, and the first failure was to end the ingest.</exception>
    /// <exception cref="HeaderException">There is no file.</exception>
    public async Task<RawIngestReport> RunAsync(IReadOnlyList<ResourcePath> places, CancellationToken cancellationToken)
    {
        intake = new(butler.Registry, records, options.Exposures, failures);
        var search = new RawSearch(stores, HeaderSearch.Compile(options.Pattern), options.SearchIndexes);
        var folders = await search.FindAsync(places, cancellationToken);
        foreach (var place in search.Empty)
            failures.Add(place, RawFailureKind.Metadata, $"{place.DisplayName}: there is no file whose name matches '{options.Pattern}'");
        if (folders.Count == 0)
            throw new HeaderException($"Nothing in {string.Join(", ", places.Select(place => place.DisplayName))} has a name that matches '{options.Pattern}'; say by --regex which files are meant.");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // The next headers are read while the last are registered.
        var read = Channel.CreateBounded<ObservedFile>(BatchSize);
        var reading = ReadAsync(folders, read.Writer, stop.Token);
        try
        {
            var batch = new List<ObservedFile>();
            await foreach (var file in read.Reader.ReadAllAsync(cancellationToken))
            {
                if (file.Error is { } error)
                    failures.Add(file.File, RawFailureKind.Metadata, error.Message);
                else
                    batch.Add(file);
                if (batch.Count < BatchSize)
                    continue;
                await TakeInAsync(batch, cancellationToken);
                batch = [];
            }

            await TakeInAsync(batch, cancellationToken);
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }

        return new()
        {
            Exposures = exposures.Count,
            NewExposures = intake.New,
            UpdatedExposures = intake.Updated,
            Files = taken,
            Skipped = skipped,
            Failures = failures.All,
        };
    }

    // What goes wrong comes out where it is read.
    private async Task ReadAsync(IReadOnlyList<RawFolder> folders, ChannelWriter<ObservedFile> into, CancellationToken cancellationToken)
    {
        var observations = new RawObservations(reader, stores, options.Warnings, options.SelfRegister ? TranslatorCatalog.Generic : null);
        var (read, total) = (0, folders.Any(folder => folder.NamedIndexes.Count > 0) ? 0 : folders.Sum(folder => folder.Files.Count));
        try
        {
            foreach (var folder in folders)
            {
                await foreach (var file in observations.ReadAsync(folder, cancellationToken))
                {
                    options.Progress?.Report(new("Reading headers", ++read, total));
                    await into.WriteAsync(file, cancellationToken);
                }
            }

            into.Complete();
        }
        catch (Exception e)
        {
            into.Complete(e);
        }
    }

    private async Task TakeInAsync(IReadOnlyList<ObservedFile> files, CancellationToken cancellationToken)
    {
        if (files.Count == 0)
            return;
        if (self is not null)
            await self.RegisterAsync(files, cancellationToken);
        await datasets.LearnAsync([.. files.Select(file => file.Observations[0].Instrument!)], cancellationToken);
        var known = new List<ObservedFile>();
        foreach (var file in files)
        {
            var instrument = file.Observations[0].Instrument!;
            if (datasets.Knows(instrument))
                known.Add(file);
            else
                failures.Add(file.File, RawFailureKind.Metadata, $"{file.File.DisplayName}: the instrument '{instrument}' is not known to this repository; add it by register-instrument, or take what headers tell by --self-register");
        }

        var groups = await intake!.RegisterAsync(known, cancellationToken);
        var there = await AlreadyThereAsync(groups.SelectMany(group => group.Files).ToList(), cancellationToken);
        await IngestAsync([.. groups.SelectMany(group => group.Files.Where(file => !there.Contains(file)).Select(file => (file, group.Record.DataId)))], cancellationToken);
    }

    // All at once; where that fails, the halves: so what is wrong with one file is told of it, and the others go in.
    private async Task IngestAsync(IReadOnlyList<(ObservedFile File, DataCoordinate Exposure)> files, CancellationToken cancellationToken)
    {
        if (files.Count == 0)
            return;
        var ingest = new IngestOptions
        {
            Transfer = options.Transfer,
            RecordValidationInfo = options.RecordValidationInfo,
            SkipExistingDataIds = options.SkipExisting,
        };
        try
        {
            var done = await butler.IngestAsync([.. files.Select(pair => datasets.Of(pair.File))], ingest, cancellationToken);
            exposures.UnionWith(files.Select(pair => pair.Exposure));
            taken += done;
            skipped += files.Count - done;
        }
        catch (Exception e) when (e is ButlerException and not RawIngestException or ResourceException)
        {
            if (files.Count == 1)
            {
                failures.Add(files[0].File.File, RawFailureKind.File, $"{files[0].File.File.DisplayName}: {e.Message}");
                return;
            }

            var half = files.Count / 2;
            await IngestAsync([.. files.Take(half)], cancellationToken);
            await IngestAsync([.. files.Skip(half)], cancellationToken);
        }
    }

    // What is there is looked for at once, where it is a failure; files that are referred to where they are may be registered again.
    private async Task<HashSet<ObservedFile>> AlreadyThereAsync(IReadOnlyList<ObservedFile> files, CancellationToken cancellationToken)
    {
        var there = new HashSet<ObservedFile>(ReferenceEqualityComparer.Instance);
        if (options.SkipExisting || options.Transfer == TransferMode.Direct || files.Count == 0)
            return there;
        var wanted = files.SelectMany(file => datasets.Of(file).Datasets.Select(dataset => (File: file, Dataset: dataset))).ToList();
        foreach (var group in wanted.GroupBy(pair => (pair.Dataset.DatasetType, pair.Dataset.Run)))
        {
            var pairs = group.ToList();
            var found = await butler.Registry.Datasets.FindAsync(
                group.Key.DatasetType, [.. pairs.Select(pair => pair.Dataset.DataId)], [group.Key.Run], null, cancellationToken);
            for (var i = 0; i < pairs.Count; i++)
            {
                if (found[i] is { } registered && there.Add(pairs[i].File))
                    failures.Add(pairs[i].File.File, RawFailureKind.File, Present(pairs[i].File.File, registered));
            }
        }

        return there;
    }

    private static string Present(ResourcePath file, DatasetRef dataset) => string.Create(
        CultureInfo.InvariantCulture, $"{file.DisplayName}: {dataset.DatasetType.Name} {dataset.DataId} is in the run '{dataset.Run}' already; pass over what is there by --skip-existing");
}
