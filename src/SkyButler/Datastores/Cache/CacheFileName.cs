namespace SkyButler.Datastores.Cache;

/// <summary>Names of files in the cache, which other software shares: <c>uuid[_component].ext</c>.</summary>
/// <param name="DatasetId">The dataset.</param>
/// <param name="Component">The component that the file holds; null for the whole dataset.</param>
/// <param name="Extension">The extension with its dot.</param>
internal readonly record struct CacheFileName(Guid DatasetId, string? Component, string Extension)
{
    private const int IdLength = 36;

    /// <summary>The name.</summary>
    public override string ToString() => Component is null ? $"{DatasetId:D}{Extension}" : $"{DatasetId:D}_{Component}{Extension}";

    /// <summary>The dataset of a file; null where the name is not one of the cache's, and the file is somebody else's.</summary>
    public static Guid? DatasetOf(string name) =>
        name.Length >= IdLength && Guid.TryParseExact(name.AsSpan(0, IdLength), "D", out var id) && (name.Length == IdLength || name[IdLength] is '_' or '.') ? id : null;
}
