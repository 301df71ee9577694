namespace SkyButler.Resources.Stores.Uploads;

/// <summary>An upload that was begun and not ended.</summary>
/// <param name="Path">The object that it would have made.</param>
/// <param name="Id">By what the storage knows it.</param>
/// <param name="Begun">When it was begun.</param>
public sealed record UnfinishedUpload(ResourcePath Path, string Id, DateTimeOffset Begun);
