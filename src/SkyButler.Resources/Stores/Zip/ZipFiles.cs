namespace SkyButler.Resources.Stores.Zip;

/// <summary>Zip files as wholes, for those who judge one before they trust it.</summary>
public static class ZipFiles
{
    /// <summary>All members of a zip but folders, as its directory says.</summary>
    /// <exception cref="ResourceException">It is no zip, is damaged, or a member has a name that would lead out of a folder.</exception>
    public static async Task<IReadOnlyList<ZipEntryInfo>> ReadAsync(ResourceStores stores, ResourceInfo zip, CancellationToken cancellationToken = default)
    {
        var directory = await ZipDirectory.ReadAsync(stores.For(zip.Path), zip, cancellationToken).ConfigureAwait(false);
        return
        [
            .. directory.Members.Select(m => new ZipEntryInfo(ZipNames.Checked(m.Key, zip.Path), m.Value.Size, m.Value.CompressedSize)
            {
                IsSymbolicLink = m.Value.IsSymbolicLink,
                IsDuplicate = directory.Duplicates.Contains(m.Key),
                IsReadable = m.Value is { IsEncrypted: false, Method: ZipResourceStore.Stored or ZipResourceStore.Deflated },
            }),
        ];
    }

    /// <summary>The path of a member.</summary>
    public static ResourcePath MemberOf(ResourcePath zip, string name) => ZipNames.PathOf(zip, name);
}
