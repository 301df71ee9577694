namespace SkyButler.Resources.Stores;

/// <summary>A store whose objects appear whole or not at all, as object stores promise; <see cref="Transfers.ObjectBatch"/> builds on it.</summary>
public interface IObjectWriter
{
    /// <summary>Writes an object, replacing an older one. Nothing of it is visible before all of it is.</summary>
    /// <param name="target">Its place.</param>
    /// <param name="content">Its content, from where the stream stands to its end; not disposed.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    ValueTask WriteAsync(ResourcePath target, Stream content, CancellationToken cancellationToken = default);
}
