namespace SkyButler.Resources.Transfers.Objects;

/// <summary>An object whose content the storage has, and which nobody sees yet.</summary>
internal interface IPendingObject
{
    /// <summary>Lets it appear, in place of an older one; this takes little time, however large it is.</summary>
    ValueTask CompleteAsync(CancellationToken cancellationToken);

    /// <summary>Gives it up, and removes what the storage has of it; nothing to do where it appeared.</summary>
    /// <returns>Whether nothing of it is left.</returns>
    ValueTask<bool> AbortAsync();
}
