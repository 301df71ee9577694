namespace SkyButler.Resources.Stores;

/// <summary>A store whose server can copy from place to place by itself, so that the bytes don't travel.</summary>
public interface IServerSideCopier
{
    /// <summary>Copies an object, replacing an older one; nothing of it is visible before all of it is.</summary>
    /// <returns>Whether it was copied: not, where the two places have different servers or owners, or the server can't.</returns>
    /// <exception cref="ResourceNotFoundException">The source does not exist.</exception>
    ValueTask<bool> TryCopyAsync(ResourcePath source, ResourcePath target, CancellationToken cancellationToken = default);

    /// <summary>The same for an object that was looked at already, so that it need not be looked at again.</summary>
    /// <returns>Whether it was copied.</returns>
    /// <exception cref="ResourceException">The source is not what was seen any more.</exception>
    ValueTask<bool> TryCopyAsync(ResourceInfo source, ResourcePath target, CancellationToken cancellationToken = default) =>
        TryCopyAsync(source.Path, target, cancellationToken);
}
