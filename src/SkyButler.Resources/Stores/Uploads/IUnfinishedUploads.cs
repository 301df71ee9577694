namespace SkyButler.Resources.Stores.Uploads;

/// <summary>A store in which uploads that were never ended leave parts behind, which cost room and which no listing of files shows.</summary>
public interface IUnfinishedUploads
{
    /// <summary>The uploads below a folder that were begun and not ended, those that are under way included.</summary>
    IAsyncEnumerable<UnfinishedUpload> ListUploadsAsync(ResourcePath directory, CancellationToken cancellationToken = default);

    /// <summary>Removes what uploads left. One that has ended meanwhile is no failure; one that can't be removed does not stop the others.</summary>
    /// <returns>What went wrong, for the uploads where something did.</returns>
    ValueTask<IReadOnlyList<ResourceFailure>> AbortUploadsAsync(IReadOnlyList<UnfinishedUpload> uploads, CancellationToken cancellationToken = default);
}
