namespace SkyButler.Resources.Transfers.Objects;

/// <summary>A store that takes contents before their objects appear, so that whoever holds others up at that moment does so briefly.</summary>
internal interface IPendingObjectWriter
{
    /// <summary>Sends a content, from where the stream stands to its end.</summary>
    ValueTask<IPendingObject> SendAsync(ResourcePath target, Stream content, CancellationToken cancellationToken);

    /// <summary>Lets the server copy an object; null where it can't.</summary>
    ValueTask<IPendingObject?> TrySendCopyAsync(ResourcePath source, ResourcePath target, CancellationToken cancellationToken);
}
