using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Transfers.Imports.Reading;

namespace SkyButler.Transfers.Imports.Checks;

/// <summary>Sorts the chains of an export file so that each comes after those that it holds, and refuses what can't be.</summary>
internal sealed class ChainOrder(SqlRegistry registry, IReadOnlyDictionary<string, ImportPart.Collection> collections)
{
    /// <summary>The chains.</summary>
    /// <exception cref="ImportException">A chain would hold itself, or a member is neither in the file nor in the repository.</exception>
    public async Task<IReadOnlyList<ImportPart.Collection>> FindAsync(CancellationToken cancellationToken)
    {
        var chains = collections.Values.Where(c => c.Type == CollectionType.Chained).ToList();
        var children = chains.ToDictionary(c => c.Name, c => c.Children, StringComparer.Ordinal);
        await AddRegisteredAsync(chains, children, cancellationToken).ConfigureAwait(false);
        var order = new List<ImportPart.Collection>();
        var states = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var chain in chains)
            Visit(chain, children, states, order);
        return order;
    }

    // Members that the repository has may in turn lead back to chains of the file.
    private async Task AddRegisteredAsync(List<ImportPart.Collection> chains, Dictionary<string, IReadOnlyList<string>> children, CancellationToken cancellationToken)
    {
        var foreign = chains.SelectMany(c => c.Children.Select(child => (Chain: c, Child: child))).Where(c => !collections.ContainsKey(c.Child)).ToList();
        if (foreign.Count == 0)
            return;
        IReadOnlyList<string> names = [.. foreign.Select(f => f.Child).Distinct(StringComparer.Ordinal)];
        var forest = await FindForestAsync(foreign[0].Chain, names, cancellationToken).ConfigureAwait(false);
        foreach (var record in forest.Records.Values.Where(r => r.Type == CollectionType.Chained))
            children.TryAdd(record.Name, record.Children);
    }

    private async Task<CollectionForest> FindForestAsync(ImportPart.Collection chain, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        try
        {
            return await CollectionForest.DownwardAsync(registry.Collections, names, null, cancellationToken).ConfigureAwait(false);
        }
        catch (Registry.Errors.MissingCollectionException e)
        {
            throw new ImportException($"{chain.Where}: A member of a chain is neither in the file nor in the repository: {e.Message}", e);
        }
    }

    // Without recursion, as a hostile file may nest them as deep as it likes.
    private void Visit(ImportPart.Collection root, Dictionary<string, IReadOnlyList<string>> children, Dictionary<string, bool> states, List<ImportPart.Collection> order)
    {
        var path = new Stack<(string Name, int Next)>();
        Enter(root.Name);
        while (path.TryPop(out var top))
        {
            var below = children[top.Name];
            if (top.Next == below.Count)
            {
                states[top.Name] = true;
                if (collections.TryGetValue(top.Name, out var chain))
                    order.Add(chain);
                continue;
            }

            path.Push((top.Name, top.Next + 1));
            Enter(below[top.Next]);
        }

        void Enter(string name)
        {
            if (!children.ContainsKey(name))
                return;
            if (!states.TryGetValue(name, out var isDone))
            {
                states[name] = false;
                path.Push((name, 0));
            }
            else if (!isDone)
            {
                throw ImportValues.Error(root.Where, $"The chain '{name}' would hold itself, by way of {string.Join(", ", path.Select(p => $"'{p.Name}'").Reverse().Take(10))}.");
            }
        }
    }
}
