using System.Collections.Concurrent;
using System.Globalization;
using System.Security;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace SkyButler.Resources.Tests.Servers;

/// <summary>Files and folders in memory that are served by WebDAV, strictly: nothing is taken into a folder that is not there.</summary>
internal sealed class DavFiles
{
    // Folders end with a slash and have no content.
    private readonly ConcurrentDictionary<string, byte[]> entries = new(StringComparer.Ordinal) { ["/"] = [] };

    /// <summary>All names, with a slash at the end of folders'.</summary>
    public IEnumerable<string> Names => entries.Keys.Order(StringComparer.Ordinal);

    /// <summary>What was asked for so far, as <c>METHOD /path</c>.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>How much of files was sent.</summary>
    public long BytesSent { get; private set; }

    public async Task AnswerAsync(HttpContext context)
    {
        var name = context.Request.Path.Value!;
        Requests.Enqueue($"{context.Request.Method} {name}");
        var status = context.Request.Method switch
        {
            "OPTIONS" => Options(context),
            "GET" or "HEAD" => await GetAsync(context, name),
            "PUT" => await PutAsync(context, name),
            "DELETE" => entries.TryRemove(name, out _) ? 204 : 404,
            "MKCOL" => MakeFolder(name),
            "COPY" or "MOVE" => Relocate(context, name),
            "PROPFIND" => await PropFindAsync(context, name),
            _ => 405,
        };
        if (!context.Response.HasStarted)
            context.Response.StatusCode = status;
    }

    private static int Options(HttpContext context)
    {
        context.Response.Headers["DAV"] = "1, 2";
        return 200;
    }

    private async Task<int> GetAsync(HttpContext context, string name)
    {
        if (!entries.TryGetValue(name, out var content))
            return 404;
        var (first, last) = (0, content.Length - 1);
        var isPiece = context.Request.GetTypedHeaders().Range?.Ranges.Single() is { } range && (first = (int)(range.From ?? 0)) >= 0 && (last = (int)Math.Min(range.To ?? last, last)) >= 0;
        if (isPiece && first >= content.Length)
            return 416;
        context.Response.StatusCode = isPiece ? 206 : 200;
        context.Response.Headers.ETag = $"\"{Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(content))}\"";
        if (isPiece)
            context.Response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {first}-{last}/{content.Length}");
        context.Response.ContentLength = last - first + 1;
        if (context.Request.Method == "GET")
        {
            BytesSent += last - first + 1;
            await context.Response.Body.WriteAsync(content.AsMemory(first, last - first + 1), context.RequestAborted);
        }
        return context.Response.StatusCode;
    }

    private async Task<int> PutAsync(HttpContext context, string name)
    {
        if (!entries.ContainsKey(Folder(name)))
            return 409;
        using var content = new MemoryStream();
        await context.Request.Body.CopyToAsync(content, context.RequestAborted);
        var isNew = !entries.ContainsKey(name);
        entries[name] = content.ToArray();
        return isNew ? 201 : 204;
    }

    private int MakeFolder(string name)
    {
        if (entries.ContainsKey(name))
            return 405;
        if (!entries.ContainsKey(Folder(name)))
            return 409;
        entries[name] = [];
        return 201;
    }

    private int Relocate(HttpContext context, string name)
    {
        var target = Uri.UnescapeDataString(new Uri(context.Request.Headers["Destination"].ToString()).AbsolutePath);
        if (!entries.TryGetValue(name, out var content))
            return 404;
        if (!entries.ContainsKey(Folder(target)))
            return 409;
        entries[target] = content;
        if (context.Request.Method == "MOVE")
            entries.TryRemove(name, out _);
        return 201;
    }

    private async Task<int> PropFindAsync(HttpContext context, string name)
    {
        if (!entries.ContainsKey(name))
            return 404;
        var shown = context.Request.Headers["Depth"] == "0" ? [name] : entries.Keys.Where(entry => entry == name || (entry != "/" && Folder(entry) == name));
        var answer = new StringBuilder("""<?xml version="1.0"?><d:multistatus xmlns:d="DAV:">""");
        foreach (var entry in shown)
        {
            var type = entry.EndsWith('/') ? "<d:collection/>" : "";
            var href = SecurityElement.Escape(string.Join('/', entry.Split('/').Select(Uri.EscapeDataString)));
            answer.Append(CultureInfo.InvariantCulture, $"<d:response><d:href>{href}</d:href><d:propstat><d:prop><d:resourcetype>{type}</d:resourcetype>");
            if (type.Length == 0)
                answer.Append(CultureInfo.InvariantCulture, $"<d:getcontentlength>{entries[entry].Length}</d:getcontentlength>");
            answer.Append("</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>");
        }
        context.Response.StatusCode = 207;
        await context.Response.WriteAsync(answer.Append("</d:multistatus>").ToString(), context.RequestAborted);
        return 207;
    }

    private static string Folder(string name) => name[..(name.TrimEnd('/').LastIndexOf('/') + 1)];
}
