using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace SkyButler.Resources.Tests.Servers;

/// <summary>Stands before a real server and passes everything on, but for the faults that a test plans.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private static readonly string[] NotPassedOn = ["Connection", "Transfer-Encoding", "Expect", "Keep-Alive"];

    private readonly HttpMessageInvoker client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly ConcurrentDictionary<string, int> counts = new(StringComparer.Ordinal);
    private readonly string target;
    private TestServer? server;

    private FaultProxy(string target) => this.target = target;

    public string Url => server!.Url;

    /// <summary>Decides of each request what goes wrong; it is told how often the same one came before.</summary>
    public Func<HttpRequest, int, Fault?> Plan { get; set; } = (_, _) => null;

    /// <summary>How many requests went wrong.</summary>
    public int Faults { get; private set; }

    public static async Task<FaultProxy> StartAsync(string target)
    {
        var proxy = new FaultProxy(target);
        proxy.server = await TestServer.StartAsync(proxy.AnswerAsync);
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await server!.DisposeAsync();
        client.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var raw = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var key = $"{context.Request.Method} {raw} {context.Request.Headers.Range}";
        var before = counts.AddOrUpdate(key, 0, (_, count) => count + 1);
        var fault = Plan(context.Request, before);
        if (fault is not null)
            Faults++;
        if (fault?.DropRequestAfter is { } count)
        {
            await context.Request.Body.ReadAtLeastAsync(new byte[count], count, throwOnEndOfStream: false, context.RequestAborted);
            context.Abort();
        }
        else if (fault?.Status is { } status)
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            context.Response.StatusCode = status;
            if (fault.Code is { } code)
                await context.Response.WriteAsync($"<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>planned</Message></Error>", context.RequestAborted);
        }
        else
        {
            await PassOnAsync(context, raw, fault);
        }
    }

    private async Task PassOnAsync(HttpContext context, string raw, Fault? fault)
    {
        using var request = new HttpRequestMessage(new(context.Request.Method), new Uri(target + raw, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Content = fault?.FlipsSentByte == true ? await FlippedAsync(context) : new StreamContent(context.Request.Body);
        foreach (var (name, values) in context.Request.Headers.Where(header => !NotPassedOn.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                request.Content.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }
        if (context.Request.ContentLength is null)
            request.Content = null;
        using var response = await client.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers).Where(header => !NotPassedOn.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
            context.Response.Headers[name] = new StringValues(values.ToArray());
        if (fault?.WrongTag == true)
            context.Response.Headers.ETag = $"\"{new string('0', 32)}\"";
        if (context.Request.Method == "HEAD" || response.StatusCode is System.Net.HttpStatusCode.NoContent)
            return;
        await using var body = await response.Content.ReadAsStreamAsync(context.RequestAborted);
        await CopyAsync(body, context, fault);
    }

    private static async Task<HttpContent> FlippedAsync(HttpContext context)
    {
        using var content = new MemoryStream();
        await context.Request.Body.CopyToAsync(content, context.RequestAborted);
        var bytes = content.ToArray();
        bytes[bytes.Length / 2] ^= 1;
        return new ByteArrayContent(bytes);
    }

    private static async Task CopyAsync(Stream body, HttpContext context, Fault? fault)
    {
        var buffer = new byte[65536];
        long sent = 0;
        while (await body.ReadAsync(buffer, context.RequestAborted) is var count and > 0)
        {
            if (fault?.FlipsByte == true && sent == 0)
                buffer[0] ^= 1;
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, count), context.RequestAborted);
            sent += count;
            if (sent >= fault?.DropAnswerAfter)
            {
                await context.Response.Body.FlushAsync(context.RequestAborted);
                context.Abort();
                return;
            }
        }
    }
}
