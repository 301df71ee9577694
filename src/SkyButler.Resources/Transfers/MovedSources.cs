using SkyButler.Resources.Durability;
using SkyButler.Resources.Stores;

namespace SkyButler.Resources.Transfers;

/// <summary>Files that were copied and are to go, now that nothing can fail any more. Fault point: <c>batch.after-source</c> (each local file).</summary>
internal sealed class MovedSources
{
    private readonly List<(IResourceStore Store, ResourcePath Source)> _sources = [];
    private readonly Lock _lock = new();

    /// <summary>Notes a file.</summary>
    public void Add(IResourceStore store, ResourcePath source)
    {
        lock (_lock)
            _sources.Add((store, source));
    }

    /// <summary>Removes them; one that can't be removed does not stop the others.</summary>
    /// <exception cref="ResourceException">Some can't be removed.</exception>
    public async ValueTask RemoveAsync(CancellationToken cancellationToken)
    {
        var failures = new List<ResourceFailure>();
        foreach (var group in _sources.GroupBy(moved => moved.Store))
        {
            ResourcePath[] sources = [.. group.Select(moved => moved.Source)];
            // A local file costs no request.
            foreach (var portion in sources[0].IsLocal ? sources.Chunk(1) : [sources])
            {
                failures.AddRange(await group.Key.DeleteAsync(portion, cancellationToken).ConfigureAwait(false));
                if (sources[0].IsLocal)
                    FaultPoints.Hit("batch.after-source");
            }
        }

        _sources.Clear();
        if (failures.Count > 0)
            throw new ResourceException($"{failures.Count} of the moved files can't be removed from where they were: {failures[0].Error.Message}", failures[0].Error);
    }
}
