using SkyButler.Configuration.Nodes;
using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Errors;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Transfers.Imports.Reading;
using SkyButler.Transfers.Repositories;

namespace SkyButler.Transfers.Imports.Checks;

/// <summary>
/// What a first reading of an export file finds: that all of it is sound, its dataset types and collections, and in which order its parts stand.
/// </summary>
internal sealed class ImportSurvey
{
    private readonly TransferTarget target;
    private readonly ResourcePath folder;
    private readonly ImportOptions options;
    private readonly SqlRegistry registry;
    private readonly ImportedReferences references;
    private readonly ImportedDatasetCheck check;
    private readonly Dictionary<string, DatasetType> types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImportPart.Collection> collections = new(StringComparer.Ordinal);
    private readonly SortedSet<int> elements = [];
    private readonly Dictionary<string, CollectionType> associated = new(StringComparer.Ordinal);
    private RecordMigration? migration;
    private ImportedFileReader? files;
    private int stage;

    private ImportSurvey(TransferTarget target, ResourcePath folder, ResourceStores stores, ImportOptions options, ImportedReferences references)
    {
        (this.target, this.folder, this.options, this.references) = (target, folder, options, references);
        registry = target.Registry;
        check = new(target, stores);
    }

    /// <summary>The dataset types that datasets of the file may be of.</summary>
    public IReadOnlyDictionary<string, DatasetType> Types => types;

    /// <summary>The collections of the file by name.</summary>
    public IReadOnlyDictionary<string, ImportPart.Collection> Collections => collections;

    /// <summary>Chains of the file, each after those that it holds.</summary>
    public IReadOnlyList<ImportPart.Collection> Chains { get; private set; } = [];

    /// <summary>Whether records stand before what refers to them, so that one reading suffices to import all.</summary>
    public bool IsOrdered { get; private set; } = true;

    /// <summary>The elements with records, in the universe's order.</summary>
    public IEnumerable<DimensionElement> Elements => elements.Select(i => registry.Universe.Elements[i]);

    /// <summary>How many datasets there are.</summary>
    public long DatasetCount { get; private set; }

    /// <summary>Reads the file.</summary>
    /// <exception cref="ImportException">It is not sound.</exception>
    public static async Task<ImportSurvey> RunAsync(
        ImportFileReader reader, TransferTarget target, ResourcePath folder, ResourceStores stores, ImportOptions options, CancellationToken cancellationToken)
    {
        var references = new ImportedReferences(target.Registry, options.SkipDimensions);
        await using var closing = references.ConfigureAwait(false);
        var survey = new ImportSurvey(target, folder, stores, options, references);
        await survey.RunAsync(reader, cancellationToken).ConfigureAwait(false);
        return survey;
    }

    private async Task RunAsync(ImportFileReader reader, CancellationToken cancellationToken)
    {
        files = new(types, folder, options.Transfer);
        await foreach (var part in reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            migration ??= new(Checked(reader.Header!), registry.Universe, target.Log);
            await NoteAsync(part, cancellationToken).ConfigureAwait(false);
        }

        if (reader.Header is not null)
            Checked(reader.Header);
        Chains = await new ChainOrder(registry, collections).FindAsync(cancellationToken).ConfigureAwait(false);
        await RequireCollectionsAsync(cancellationToken).ConfigureAwait(false);
        await references.RequireAllAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task RequireCollectionsAsync(CancellationToken cancellationToken)
    {
        var known = await registry.Collections.FindKnownAsync([.. collections.Keys], cancellationToken).ConfigureAwait(false);
        var others = await registry.Collections.FindAllAsync([.. associated.Keys.Where(name => !collections.ContainsKey(name))], cancellationToken).ConfigureAwait(false);
        foreach (var there in known.Values.Concat(others))
            if ((collections.TryGetValue(there.Name, out var own) ? own.Type : associated[there.Name]) is var type && type != there.Type)
                throw new ConflictException($"The collection '{there.Name}' is {CollectionTypes.Name(type)} in the export, and {CollectionTypes.Name(there.Type)} here; rename that, or import into another repository.");
    }

    private async Task NoteAsync(ImportPart part, CancellationToken cancellationToken)
    {
        switch (part)
        {
            case ImportPart.Records records:
                foreach (var (element, rows) in migration!.Read(records))
                {
                    elements.Add(element.Index);
                    await references.AddAsync(element, rows, part.Where, cancellationToken).ConfigureAwait(false);
                }

                Reached(registry.Universe[records.Element].Index);
                break;
            case ImportPart.TypeDefinition type:
                Note(type);
                break;
            case ImportPart.Collection collection:
                Note(collection);
                break;
            case ImportPart.Datasets datasets:
                await FindTypeAsync(datasets, cancellationToken).ConfigureAwait(false);
                Note(new ImportPart.Collection(datasets.Where, datasets.Run, CollectionType.Run, null, []));
                var read = files!.Read(datasets);
                await check.RequirePossibleAsync(datasets, read, cancellationToken).ConfigureAwait(false);
                for (var i = 0; i < read.Count; i++)
                    await references.AddAsync(read[i].Datasets, datasets.Files[i].Location, cancellationToken).ConfigureAwait(false);
                DatasetCount += read.Sum(f => f.Datasets.Count);
                Reached(registry.Universe.Elements.Count);
                break;
            case ImportPart.Associations associations:
                associated[associations.Name] = associations.Type;
                if (collections.TryGetValue(associations.Name, out var declared) && declared.Type != associations.Type)
                    throw ImportValues.Error(part.Where, $"The collection '{associations.Name}' is {declared.Type} elsewhere in the file, and {associations.Type} here.");
                Reached(registry.Universe.Elements.Count + 1);
                break;
        }
    }

    private void Note(ImportPart.TypeDefinition part)
    {
        var dimensions = migration!.Dimensions(part.Dimensions);
        var type = ImportValues.Located(
            new ConfigScalar(null, null, null, part.Where),
            () => new DatasetType(part.Name, registry.Universe.Conform(dimensions), part.StorageClass, part.IsCalibration));
        if (types.TryGetValue(type.Name, out var other) && !other.Equals(type))
            throw ImportValues.Error(part.Where, $"The dataset type '{type.Name}' is {other} elsewhere in the file, and {type} here.");
        types[type.Name] = type;
    }

    private void Note(ImportPart.Collection part)
    {
        if (ForeignNames.WhyNot(part.Name, part.Type) is { } reason)
            throw ImportValues.Error(part.Where, $"'{ForeignNames.Shown(part.Name)}' can't be the name of a {CollectionTypes.Name(part.Type)} collection: {reason}.");
        if (!collections.TryGetValue(part.Name, out var other))
            collections.Add(part.Name, part);
        else if (other.Type != part.Type)
            throw ImportValues.Error(part.Where, $"The collection '{part.Name}' is {other.Type} elsewhere in the file, and {part.Type} here.");
        else if (part.Documentation is not null || part.Children.Count > 0)
            collections[part.Name] = part;
    }

    private async Task FindTypeAsync(ImportPart.Datasets part, CancellationToken cancellationToken)
    {
        if (types.ContainsKey(part.Type))
            return;
        types[part.Type] = await registry.DatasetTypes.FindAsync(part.Type, cancellationToken).ConfigureAwait(false)
            ?? throw ImportValues.Error(part.Where, $"The dataset type '{part.Type}' is neither defined before in the file nor registered here.{Suggestions.For(part.Type, types.Keys)}");
    }

    private void Reached(int next)
    {
        IsOrdered &= next >= stage;
        stage = Math.Max(stage, next);
    }

    private ImportHeader Checked(ImportHeader header)
    {
        if (header.UniverseNamespace != registry.Universe.Namespace)
            throw new ImportException($"The export is of the dimension universe '{header.UniverseNamespace}', and the repository of '{registry.Universe.Namespace}'; import it into one of the same universe.");
        return KnownUniverses.WhyNot(registry.Universe, header.UniverseVersion) is { } reason
            ? throw new ImportException($"The export can't be imported: {reason}; import it with a newer release, or export again with an older one.")
            : header;
    }
}
