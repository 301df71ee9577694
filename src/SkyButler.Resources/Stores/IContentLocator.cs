namespace SkyButler.Resources.Stores;

/// <summary>A store whose files lie inside other files, where some can be read in place.</summary>
public interface IContentLocator
{
    /// <summary>Where in another file the content lies as it is; null where it is compressed.</summary>
    /// <exception cref="ResourceException">It isn't there, or is damaged.</exception>
    ValueTask<(ResourcePath File, long Start)?> LocateAsync(ResourcePath path, CancellationToken cancellationToken = default);
}
