using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace SkyButler.Resources.Stores.Http;

/// <summary>
/// Reads a server's answer to what is in a folder (RFC 4918, multistatus). One response is in memory at a time; names that lie elsewhere
/// than directly in the folder are passed over.
/// </summary>
internal static class WebDavMembers
{
    private const int LongestDocument = 1 << 30;
    private static readonly XNamespace Dav = "DAV:";

    /// <summary>Reads the members, in the order of their names.</summary>
    /// <exception cref="ResourceException">It is no such answer, or has too many members.</exception>
    public static async ValueTask<List<ResourceInfo>> ReadAsync(Stream body, ResourcePath folder, int most, CancellationToken cancellationToken)
    {
        var members = new List<ResourceInfo>();
        var settings = new XmlReaderSettings { Async = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = LongestDocument };
        try
        {
            using var reader = XmlReader.Create(body, settings);
            await reader.MoveToContentAsync().ConfigureAwait(false);
            while (!reader.EOF)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (reader is not { NodeType: XmlNodeType.Element, LocalName: "response", NamespaceURI: "DAV:" })
                {
                    await reader.ReadAsync().ConfigureAwait(false);
                    continue;
                }
                var response = (XElement)await XNode.ReadFromAsync(reader, cancellationToken).ConfigureAwait(false);
                if (Member(response, folder) is { } member)
                    members.Add(member);
                if (members.Count > most)
                    throw new ResourceException($"Cannot list {folder.DisplayName}: it has more than {most} members.");
            }
        }
        catch (XmlException error)
        {
            throw new ResourceException($"Cannot list {folder.DisplayName}: the server's answer is damaged ({error.Message})", error);
        }
        members.Sort((left, right) => string.CompareOrdinal(left.Path.Basename, right.Path.Basename));
        return members;
    }

    private static ResourceInfo? Member(XElement response, ResourcePath folder)
    {
        var server = HttpAddress.Of(folder.AsDirectory());
        if (response.Element(Dav + "href")?.Value.Trim() is not { Length: > 0 } link || !Uri.TryCreate(server, link, out var address) || !HttpAddress.IsSameServer(server, address))
            return null;
        var (root, found) = (Uri.UnescapeDataString(server.AbsolutePath), Uri.UnescapeDataString(address.AbsolutePath));
        if (!found.StartsWith(root, StringComparison.Ordinal))
            return null;
        var name = found[root.Length..].TrimEnd('/');
        if (name.Length == 0 || name is "." or ".." || name.Contains('/', StringComparison.Ordinal) || name.Contains('\0', StringComparison.Ordinal))
            return null;
        var path = folder.AsDirectory().Join(PercentEncoding.Quote(name));
        if (response.Descendants(Dav + "collection").Any())
            return new(path.AsDirectory(), 0, DateTimeOffset.UnixEpoch);
        var size = long.TryParse(response.Descendants(Dav + "getcontentlength").FirstOrDefault()?.Value, CultureInfo.InvariantCulture, out var bytes) && bytes >= 0 ? bytes : -1;
        var time = DateTimeOffset.TryParse(response.Descendants(Dav + "getlastmodified").FirstOrDefault()?.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var modified)
            ? modified
            : DateTimeOffset.UnixEpoch;
        return new(path, size, time) { Tag = response.Descendants(Dav + "getetag").FirstOrDefault()?.Value is { Length: > 2 } tag && tag[0] == '"' ? tag.Trim('"') : null };
    }
}
