using System.Reflection;
using SkyButler.Resources.Transfers;

namespace SkyButler.Resources.Stores;

/// <summary>
/// Files that are embedded in assemblies, read only, under <c>resource://package/path</c>. An assembly embeds a file by the logical
/// name <c>package/path</c>.
/// </summary>
public sealed class EmbeddedResourceStore : IResourceStore
{
    private readonly IReadOnlyList<Assembly> _assemblies;

    /// <summary>Makes the store of the files that some assemblies embed; of two with one name the first counts.</summary>
    public EmbeddedResourceStore(params IReadOnlyList<Assembly> assemblies) => _assemblies = assemblies;

    /// <inheritdoc/>
    public IReadOnlyCollection<TransferMode> SupportedTransfers => [];

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ResourceInfo?>> FindAsync(
        IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken = default) => new(paths.Select(Look).ToArray());

    /// <inheritdoc/>
    public ValueTask<Stream> OpenReadAsync(ResourcePath path, CancellationToken cancellationToken = default) =>
        new(Open(path) ?? throw new ResourceNotFoundException(path));

    /// <inheritdoc/>
    public IAsyncEnumerable<ResourceInfo> ListAsync(ResourcePath directory, CancellationToken cancellationToken = default)
    {
        var prefix = Name(directory.AsDirectory());
        return _assemblies.SelectMany(assembly => assembly.GetManifestResourceNames()).Distinct().Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(name => Look(ResourcePath.ParseStored("resource://" + PercentEncoding.Quote(name)))).OfType<ResourceInfo>().ToAsyncEnumerable();
    }

    /// <inheritdoc/>
    public ValueTask CreateDirectoryAsync(ResourcePath directory, CancellationToken cancellationToken = default) => throw ReadOnly(directory);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ResourceFailure>> DeleteAsync(
        IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken = default) =>
        new(paths.Select(path => new ResourceFailure(path, ReadOnly(path))).ToArray());

    /// <inheritdoc/>
    public IWriteBatch BeginBatch() => throw new ResourceException("Files of a program (resource:) can only be read.");

    private static string Name(ResourcePath path) => path.Authority + path.UnquotedPath;

    private static ResourceException ReadOnly(ResourcePath path) => new($"{path} is part of a program and can only be read.");

    private Stream? Open(ResourcePath path)
    {
        var name = Name(path);
        foreach (var assembly in _assemblies)
        {
            if (assembly.GetManifestResourceStream(name) is { } stream)
                return stream;
        }
        return null;
    }

    private ResourceInfo? Look(ResourcePath path)
    {
        using var stream = Open(path);
        return stream is null ? null : new(path, stream.Length, DateTimeOffset.UnixEpoch);
    }
}
