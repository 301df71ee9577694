using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Registry;

namespace SkyButler.DataIds;

/// <summary>Values of governor dimensions that data IDs need not name: given ones, and those that default collections have alone.</summary>
internal sealed class DefaultGovernors
{
    private readonly SqlRegistry registry;
    private readonly IReadOnlyList<string> collections;
    private readonly SemaphoreSlim asking = new(1);
    private IReadOnlyDictionary<string, DataIdValue>? inferred;

    public DefaultGovernors(SqlRegistry registry, IReadOnlyList<string> collections, DataId given)
    {
        this.registry = registry;
        this.collections = collections;
        Given = given.ToDictionary(p => p.Key, p => DataIdValue.From(p.Value), StringComparer.Ordinal);
    }

    /// <summary>The values that were given when the repository was opened.</summary>
    public IReadOnlyDictionary<string, DataIdValue> Given { get; }

    /// <summary>Values for a group, those in a data ID left out; the collections are asked only where a governor is missing.</summary>
    public async Task<IReadOnlyDictionary<string, DataIdValue>> ForAsync(
        DimensionGroup dimensions, IReadOnlyDictionary<string, object> named, CancellationToken cancellationToken)
    {
        if (collections.Count == 0 || dimensions.Governors.All(g => named.ContainsKey(g.Name) || Given.ContainsKey(g.Name)))
            return Given;
        await asking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return inferred ??= await InferAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            asking.Release();
        }
    }

    private async Task<IReadOnlyDictionary<string, DataIdValue>> InferAsync(CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        var summaries = await registry.Collections.SummariesAsync(collections, cancellationToken).ConfigureAwait(false);
        foreach (var (governor, names) in summaries.Values.SelectMany(s => s.Governors))
        {
            if (!values.TryGetValue(governor, out var all))
                values.Add(governor, all = new(StringComparer.Ordinal));
            all.UnionWith(names);
        }

        var result = new Dictionary<string, DataIdValue>(Given, StringComparer.Ordinal);
        foreach (var (governor, names) in values.Where(v => v.Value.Count == 1))
            result.TryAdd(governor, names.First());
        return result;
    }
}
