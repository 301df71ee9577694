namespace SkyButler.Resources.Stores;

/// <summary>A store that can give others leave to read or write one object, without credentials, for a while.</summary>
public interface IPresigner
{
    /// <summary>A URL by which anybody can use an object. The server is not asked: the object may be missing.</summary>
    /// <param name="path">The object.</param>
    /// <param name="use">What may be done with it.</param>
    /// <param name="validity">For how long; at most seven days.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    ValueTask<Uri> PresignAsync(ResourcePath path, PresignedUse use, TimeSpan validity, CancellationToken cancellationToken = default);
}
