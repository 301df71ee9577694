using Microsoft.Extensions.Logging;
using SkyButler.Instruments.Calibrations;
using SkyButler.Instruments.Gen2.Datasets;
using SkyButler.Instruments.Gen2.Paths;
using SkyButler.Instruments.Gen2.Policies;
using SkyButler.Instruments.Gen2.Sources;
using SkyButler.Instruments.Translators;
using SkyButler.Instruments.Visits;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Records;
using SkyButler.Resources.Stores;

namespace SkyButler.Instruments.Gen2;

/// <summary>
/// Converts a repository of the second generation: raws, calibrations with their validity, visits, sky maps, reference catalogues, and the outputs
/// of reruns. Whatever its size, some thousand files are in memory; what is there already is passed over, so that a conversion that was stopped goes on.
/// </summary>
/// <param name="butler">The repository, open for writing.</param>
/// <param name="instruments">Descriptions of instruments.</param>
/// <param name="reader">Reads the headers of raws.</param>
/// <param name="stores">Where raws lie.</param>
/// <param name="options">What is converted, and how.</param>
public sealed class Gen2Conversion(Butler butler, InstrumentCatalog instruments, ObservationReader reader, ResourceStores stores, Gen2Options options)
{
    private const string Label = "gen2";
    private const string ReferenceCatalogs = "refcats";
    private const string Masks = "brightObjectMask";
    private static readonly string[] Apart = ["CALIB", "rerun", "ref_cats"];
    private readonly Gen2Notes notes = new();

    /// <summary>Converts it.</summary>
    /// <exception cref="Gen2Exception">It is no such repository, its mapper or a rerun is not known, or a registry can't be read.</exception>
    /// <exception cref="InstrumentException">The instrument is not described.</exception>
    public async Task<Gen2Report> RunAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(options.Root))
            throw new Gen2Exception($"There is no folder '{options.Root}'.");
        var root = Gen2Repository.At(options.Root);
        var reruns = Gen2Repository.WithParents(root, [.. options.Reruns.Select(rerun => Gen2Repository.At(Path.Combine(root.Folder, rerun)))]);
        var policy = Gen2Policy.Of(
            root.MapperName ?? throw new Gen2Exception($"{root.Folder} is no repository of the second generation: it has no file '_mapper' and no repositoryCfg.yaml that names a mapper."), options.Policies);
        var description = await instruments.FindAsync(
            options.Instrument ?? policy.Instrument ?? throw new Gen2Exception("The policy names no instrument; name it by --instrument."), cancellationToken);
        var records = description.ToRecords(butler.Universe);
        await InstrumentRegistration.RegisterAsync(butler.Registry, [records], RecordSync.Compare, cancellationToken);

        await new Gen2Raws(butler, instruments, reader, stores, description, policy, notes, options with { Root = root.Folder }).IngestAsync(cancellationToken);
        var bands = records.Filters.ToDictionary(filter => (string)filter["name"]!, filter => filter["band"] as string ?? (string)filter["name"]!, StringComparer.Ordinal);
        var dataIds = new Gen2DataIds(butler.Universe, description.Name, bands, policy.DetectorKey);
        var ingest = new Gen2Ingest(butler, dataIds, notes, options);
        var collection = $"{description.Name}/calib/{Label}";
        await CurateAsync(description, cancellationToken);
        var visits = await DefineVisitsAsync(description, cancellationToken);

        var folder = Path.Combine(root.Folder, options.Calibrations ?? Apart[0]);
        var certified = Directory.Exists(folder) ? await new Gen2Calibrations(butler, dataIds, ingest, policy, notes).ConvertAsync(folder, collection, cancellationToken) : 0;
        if (await new Gen2ReferenceCatalogs(ingest, notes).ConvertAsync(root.Folder, $"{ReferenceCatalogs}/{Label}", cancellationToken))
            await ChainAsync(ReferenceCatalogs, [$"{ReferenceCatalogs}/{Label}"], cancellationToken);
        await ChainAsync($"{description.Name}/calib", [collection], cancellationToken);

        var skyMaps = new Gen2SkyMaps(butler, notes, options);
        var maps = new Dictionary<string, (string Name, SkyMaps.SkyMap Map)?>(StringComparer.Ordinal) { [root.Folder] = await skyMaps.FindAsync(root, cancellationToken) };
        dataIds.SkyMap = maps[root.Folder];
        await WalkAsync(root, policy, ingest, type => type == Masks ? "masks" : $"{description.Name}/{Label}", cancellationToken);
        string[] common = [$"{description.Name}/raw/all", $"{description.Name}/{Label}", "masks", $"{description.Name}/calib", "skymaps", ReferenceCatalogs];
        foreach (var rerun in reruns)
        {
            // A rerun without a sky map has that of its parents, the nearest first, or of the root.
            var forebears = Gen2Repository.WithParents(root, rerun.Parents).Reverse().ToList();
            maps[rerun.Folder] = await skyMaps.FindAsync(rerun, cancellationToken) ?? forebears.Append(root).Select(parent => maps[parent.Folder]).FirstOrDefault(map => map is not null);
            dataIds.SkyMap = maps[rerun.Folder];
            var name = Gen2Names.Rerun(root.Folder, rerun.Folder, description.Name);
            await WalkAsync(rerun, policy, ingest, _ => $"{name}/direct", cancellationToken);
            var parents = forebears.Select(parent => $"{Gen2Names.Rerun(root.Folder, parent.Folder, description.Name)}/direct");
            await ChainAsync(name, [$"{name}/direct", .. parents, .. common], cancellationToken);
        }

        await ChainAsync($"{description.Name}/defaults", common, cancellationToken);
        return new() { Taken = notes.Taken, Present = notes.Present, Visits = visits, Certified = certified, LeftOut = notes.Lines, Failures = notes.Failures };
    }

    private async Task WalkAsync(Gen2Repository repository, Gen2Policy policy, Gen2Ingest ingest, Func<string, string> runOf, CancellationToken cancellationToken)
    {
        foreach (var file in new Gen2Walker(policy.Types.Where(type => type.Section != Gen2Section.Calibrations), notes).Walk(repository.Folder, Apart))
        {
            // Raws are those that the registry has; sky maps are registered before.
            if (file.Type.Name != Gen2DatasetType.Raw && !file.Type.IsSkyMap)
                await ingest.AddAsync(file, runOf(file.Type.Name), cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
        }

        await ingest.FlushAsync(cancellationToken);
    }

    private async Task CurateAsync(InstrumentDescription description, CancellationToken cancellationToken)
    {
        if (options.DataPackage is not { } package)
            return;
        var curated = new CuratedOptions { Labels = [Label], Warnings = warning => options.Log.LogWarning("{Message}", warning) };
        foreach (var (type, count) in await new CuratedCalibrations(butler, description, curated).WriteAsync(package, cancellationToken))
            Gen2Notes.Count(notes.Taken, type, count);
    }

    private async Task<int> DefineVisitsAsync(InstrumentDescription description, CancellationToken cancellationToken)
    {
        try
        {
            var report = await new VisitDefinition
            {
                Instrument = description.Name,
                Description = description,
                Prefilters = true,
                Failed = failure => notes.Fail("visits", failure.Message),
                Log = options.Log,
                Progress = options.Progress,
            }.RunAsync(butler, cancellationToken);
            return report.New;
        }
        catch (VisitException e)
        {
            notes.Fail("visits", e.Message);
            return 0;
        }
    }

    // Of the collections that there are; a chain that was changed since keeps its other members.
    private async Task ChainAsync(string name, IReadOnlyList<string> members, CancellationToken cancellationToken)
    {
        var there = new List<string>();
        foreach (var member in members)
            if (await butler.Registry.Collections.FindAsync(member, cancellationToken) is not null)
                there.Add(member);
        var chain = await butler.Registry.Collections.FindAsync(name, cancellationToken);
        if (there.Count == 0 || there.All(member => chain?.Children.Contains(member) == true))
            return;
        if (chain is not null && chain.Type != CollectionType.Chained)
        {
            notes.LeaveOut("chains whose name another collection has", name);
            return;
        }

        if (chain is null)
            await butler.Registry.Collections.RegisterAsync([name], CollectionType.Chained, null, cancellationToken);
        await butler.Registry.Collections.EditChainAsync(name, ChainEdit.Extend, [.. there.Except(chain?.Children ?? [])], cancellationToken);
    }
}
