using SkyButler.Datasets;
using SkyButler.Registry.Datasets.Types;
using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Datasets;

/// <summary>Dataset types and the tables that hold their datasets.</summary>
public sealed class DatasetTypeStorage
{
    private readonly DatasetTypeCatalog catalog;
    private readonly DatasetTypeWriter writer;

    internal DatasetTypeStorage(RegistryContext context, DatasetTypeCatalog catalog)
    {
        this.catalog = catalog;
        writer = new DatasetTypeWriter(context, catalog);
    }

    /// <summary>A dataset type by name (not a component's).</summary>
    /// <exception cref="MissingDatasetTypeException">There is none.</exception>
    public async Task<DatasetType> GetAsync(string name, CancellationToken cancellationToken) =>
        (await TablesAsync(name, cancellationToken).ConfigureAwait(false)).Type;

    /// <summary>A dataset type by name, or null.</summary>
    public async Task<DatasetType?> FindAsync(string name, CancellationToken cancellationToken) =>
        (await catalog.FindAsync([name], cancellationToken).ConfigureAwait(false)).GetValueOrDefault(name)?.Type;

    /// <summary>Dataset types whose names match any of the globs, sorted by name; names without wildcards that are missing go to <paramref name="missing"/>.</summary>
    public async Task<IReadOnlyList<DatasetType>> QueryAsync(IReadOnlyList<string> globs, ICollection<string>? missing, CancellationToken cancellationToken)
    {
        var all = await catalog.AllAsync(cancellationToken).ConfigureAwait(false);
        var plain = globs.Where(g => !Glob.IsPattern(g)).ToHashSet(StringComparer.Ordinal);
        var matchers = globs.Where(Glob.IsPattern).Select(Glob.Matcher).ToList();
        if (missing is not null)
            foreach (var name in globs.Where(plain.Contains).Distinct(StringComparer.Ordinal).Except(all.Select(t => t.Type.Name), StringComparer.Ordinal))
                missing.Add(name);
        return [.. all.Select(t => t.Type).Where(t => plain.Contains(t.Name) || matchers.Exists(m => m(t.Name)))];
    }

    /// <summary>Registers dataset types; those that are there must be identical. Returns the names that are new. Not inside a transaction.</summary>
    /// <exception cref="ConflictException">One is there with another definition.</exception>
    public Task<IReadOnlyList<string>> RegisterAsync(IReadOnlyList<DatasetType> types, CancellationToken cancellationToken) =>
        writer.RegisterAsync(types, cancellationToken);

    /// <summary>Those of some dataset types that are not registered.</summary>
    /// <exception cref="ConflictException">One is there with another definition.</exception>
    internal Task<IReadOnlyList<DatasetType>> FindAbsentAsync(IReadOnlyList<DatasetType> types, CancellationToken cancellationToken) =>
        writer.FindAbsentAsync(types, cancellationToken);

    /// <summary>Makes the tables that absent dataset types need, of which nobody sees anything, so that the types can be registered inside a transaction.</summary>
    internal Task<PreparedTypes> PrepareAsync(IReadOnlyList<DatasetType> absent, CancellationToken cancellationToken) => writer.PrepareAsync(absent, cancellationToken);

    /// <summary>Registers dataset types whose tables are there; may be a part of a transaction.</summary>
    internal Task RegisterAsync(PreparedTypes prepared, CancellationToken cancellationToken) => writer.RegisterAsync(prepared, cancellationToken);

    /// <summary>Removes dataset types that have no datasets.</summary>
    /// <exception cref="MissingDatasetTypeException">One is not there.</exception>
    /// <exception cref="OrphanedRecordException">One has datasets.</exception>
    public Task RemoveAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) => writer.RemoveAsync(names, cancellationToken);

    /// <summary>A dataset type with its key and tables.</summary>
    /// <exception cref="MissingDatasetTypeException">There is none.</exception>
    internal async Task<DatasetTypeTables> TablesAsync(string name, CancellationToken cancellationToken)
    {
        var found = await catalog.FindAsync([name], cancellationToken).ConfigureAwait(false);
        return found.GetValueOrDefault(name) ?? throw await MissingAsync(name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The key and tables of a dataset type, or of the parent of a component's.</summary>
    /// <exception cref="MissingDatasetTypeException">It is not registered.</exception>
    /// <exception cref="ConflictException">It is registered with other dimensions.</exception>
    internal async Task<DatasetTypeTables> TablesAsync(DatasetType type, CancellationToken cancellationToken)
    {
        var tables = await TablesAsync(type.ParentName, cancellationToken).ConfigureAwait(false);
        if (tables.Type.Dimensions == type.Dimensions)
            return tables;
        // Another client may have made another of its name.
        catalog.Forget([type.ParentName]);
        tables = await TablesAsync(type.ParentName, cancellationToken).ConfigureAwait(false);
        return tables.Type.Dimensions == type.Dimensions
            ? tables
            : throw new ConflictException($"The dataset type '{type.Name}' has the dimensions {tables.Type.Dimensions} in this repository, not {type.Dimensions}.");
    }

    /// <summary>Dataset types by name with their keys and tables; those that are not registered are left out.</summary>
    internal Task<IReadOnlyDictionary<string, DatasetTypeTables>> TablesAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken) =>
        catalog.FindAsync(names, cancellationToken);

    private async Task<MissingDatasetTypeException> MissingAsync(string name, CancellationToken cancellationToken)
    {
        var all = await catalog.AllAsync(cancellationToken).ConfigureAwait(false);
        var suggestion = Suggestions.For(name, all.Select(t => t.Type.Name));
        return new MissingDatasetTypeException(suggestion.Length > 0
            ? $"The dataset type '{name}' is not registered.{suggestion}"
            : $"The dataset type '{name}' is not registered; define it by 'butler register-dataset-type'.");
    }
}
