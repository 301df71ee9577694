using SkyButler.Registry;
using SkyButler.Registry.Errors;

namespace SkyButler.Verification;

/// <summary>Finds dataset types for which the configuration of the datastores has no, or unsuitable, templates and formatters.</summary>
public static class ConfigurationCheck
{
    /// <summary>Checks registered dataset types.</summary>
    /// <param name="butler">The repository.</param>
    /// <param name="datasetTypes">Names or globs of the types to check; all where there are none.</param>
    /// <param name="ignored">Names or globs of types that are left out.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    /// <returns>A sentence for each problem, by dataset type.</returns>
    /// <exception cref="MissingDatasetTypeException">A name without wildcards is not registered.</exception>
    public static async Task<IReadOnlyList<ConfigurationProblem>> FindAsync(
        Butler butler, IReadOnlyList<string> datasetTypes, IReadOnlyList<string> ignored, CancellationToken cancellationToken = default)
    {
        var missing = new List<string>();
        var types = await butler.Registry.DatasetTypes.QueryAsync(datasetTypes.Count > 0 ? datasetTypes : ["*"], missing, cancellationToken).ConfigureAwait(false);
        if (missing.Count > 0)
            throw new MissingDatasetTypeException($"The dataset type '{missing[0]}' is not registered, so its configuration can't be checked; see query-dataset-types.");
        var problems = new List<ConfigurationProblem>();
        IReadOnlyList<Func<string, bool>> ignores = [.. ignored.Select(Glob.Matcher)];
        foreach (var type in types.Where(t => !ignores.Any(ignore => ignore(t.Name))))
            foreach (var store in butler.Datastore.FileStores)
                problems.AddRange(store.FindMisconfigurations(type).Distinct(StringComparer.Ordinal).Select(p => new ConfigurationProblem(type.Name, store.Name, p)));
        return problems;
    }
}
