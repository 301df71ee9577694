using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Stores.Http;
using SkyButler.Resources.Tests.Servers;
using SkyButler.Tests.Shared;

namespace SkyButler.Resources.Tests.Stores.Http;

/// <summary>What servers do that are slow, broken, hostile or somewhere else.</summary>
public sealed class HttpResourceStoreTests : IDisposable
{
    private static readonly byte[] Content = Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7)).ToArray();

    private readonly TemporaryDirectory folder = new();
    private readonly ImpatientTime time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(429)]
    public async Task A_server_that_is_busy_is_asked_again(int status)
    {
        var asked = 0;
        await using var server = await TestServer.StartAsync(context => ++asked < 4 ? Answer(context, status) : context.Response.WriteAsync("content", Token));
        (await Stores().ReadAllTextAsync(At(server, "x"), Token)).ShouldBe("content");
        asked.ShouldBe(4);
        time.Pauses.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_server_that_stays_busy_is_given_up_by_name()
    {
        await using var server = await TestServer.StartAsync(context => Answer(context, 503));
        var error = await Should.ThrowAsync<ResourceException>(async () => await Stores().ReadAllTextAsync(At(server, "x"), Token));
        error.Message.ShouldBe($"Cannot read {server.Url}/x: the server answered 503 ServiceUnavailable 10 times; it is overloaded or down, run this again later.");
        time.Pauses.Count.ShouldBe(9);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(502)]
    public async Task A_server_that_has_not_said_whether_it_lists_is_asked_again_and_never_taken_for_one_that_does_not(int status)
    {
        var isAwake = false;
        await using var server = await TestServer.StartAsync(context =>
        {
            context.Response.Headers["DAV"] = "1";
            return Answer(context, isAwake ? 200 : status);
        });
        var (stores, folder) = (Stores(), ResourcePath.ParseStored($"{server.Url}/folder/"));
        await Should.ThrowAsync<ResourceException>(async () => await stores.For(folder).CanListAsync(folder, Token));
        isAwake = true;
        (await stores.For(folder).CanListAsync(folder, Token)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("86400", 20)]
    [InlineData("-5", null)]
    public async Task A_server_says_how_long_to_wait_within_reason(string after, int? seconds)
    {
        var asked = 0;
        await using var server = await TestServer.StartAsync(context =>
        {
            context.Response.Headers.RetryAfter = after;
            return ++asked == 1 ? Answer(context, 503) : context.Response.WriteAsync("content", Token);
        });
        await Stores().ReadAllTextAsync(At(server, "x"), Token);
        if (seconds is { } expected)
            time.Pauses.Single().ShouldBe(TimeSpan.FromSeconds(expected));
        else
            time.Pauses.Single().ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_connection_that_breaks_is_taken_up_where_it_stopped()
    {
        var ranges = new ConcurrentQueue<string>();
        await using var server = await TestServer.StartAsync(async context =>
        {
            ranges.Enqueue(context.Request.Headers.Range.ToString());
            var first = (int)(context.Request.GetTypedHeaders().Range?.Ranges.Single().From ?? 0);
            context.Response.StatusCode = first > 0 ? 206 : 200;
            context.Response.Headers.ETag = "\"one\"";
            context.Response.ContentLength = Content.Length - first;
            if (first > 0)
                context.Response.Headers.ContentRange = $"bytes {first}-{Content.Length - 1}/{Content.Length}";
            if (first == 0 || context.Request.Headers.IfMatch == "\"one\"")
                await context.Response.Body.WriteAsync(Content.AsMemory(first, Math.Min(100_000, Content.Length - first)), Token);
            await context.Response.Body.FlushAsync(Token);
            if (first + 100_000 < Content.Length)
                context.Abort();
        });
        (await Stores().ReadAllBytesAsync(At(server, "x"), Token)).ShouldBe(Content);
        ranges.Count.ShouldBeGreaterThan(2);
        ranges.Skip(1).ShouldAllBe(range => range.StartsWith("bytes=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_changes_while_it_is_read_is_no_mixture()
    {
        var asked = 0;
        var isRead = new TaskCompletionSource();
        await using var server = await TestServer.StartAsync(async context =>
        {
            if (++asked > 1)
            {
                context.Response.StatusCode = context.Request.Headers.IfMatch == "\"old\"" ? 412 : 200;
                return;
            }
            context.Response.Headers.ETag = "\"old\"";
            context.Response.ContentLength = Content.Length;
            await context.Response.Body.WriteAsync(Content.AsMemory(0, 1000), Token);
            await context.Response.Body.FlushAsync(Token);
            await isRead.Task;
            context.Abort();
        });
        await using var stream = await Stores().OpenReadAsync(At(server, "x"), Token);
        await stream.ReadExactlyAsync(new byte[1000], Token);
        isRead.SetResult();
        (await Should.ThrowAsync<ResourceException>(async () => await stream.ReadExactlyAsync(new byte[1000], Token))).Message.ShouldContain("changed by somebody");
    }

    [Fact]
    public async Task A_server_that_knows_no_pieces_or_lies_about_them_does_no_harm()
    {
        await using var whole = await TestServer.StartAsync(context => context.Response.Body.WriteAsync(Content, Token).AsTask());
        var piece = await Stores().For(At(whole, "x")).OpenRangeAsync(At(whole, "x"), 200_000, 10, Token);
        using var copy = new MemoryStream();
        await piece.CopyToAsync(copy, Token);
        copy.ToArray().ShouldBe(Content[200_000..200_010]);

        await using var liar = await TestServer.StartAsync(context =>
        {
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = "bytes 5-14/100";
            return context.Response.Body.WriteAsync(Content.AsMemory(0, 10), Token).AsTask();
        });
        (await Should.ThrowAsync<ResourceException>(async () => await Stores().For(At(liar, "x")).OpenRangeAsync(At(liar, "x"), 0, 10, Token))).Message.ShouldContain("0 to 9 were asked for");
    }

    [Fact]
    public async Task Redirections_are_followed_but_not_for_ever()
    {
        await using var server = await TestServer.StartAsync(context =>
        {
            if (context.Request.Path == "/final")
                return context.Response.WriteAsync("content", Token);
            context.Response.Redirect(context.Request.Path == "/round" ? "/round" : "final");
            return Task.CompletedTask;
        });
        (await Stores().ReadAllTextAsync(At(server, "first"), Token)).ShouldBe("content");
        (await Should.ThrowAsync<ResourceException>(async () => await Stores().ReadAllTextAsync(At(server, "round"), Token))).Message.ShouldContain("on and on");
    }

    [Fact]
    public async Task What_is_written_goes_where_the_server_sends_it()
    {
        var written = "";
        await using var server = await TestServer.StartAsync(async context =>
        {
            if (context.Request.Method != "PUT")
                context.Response.StatusCode = 405;
            else if (context.Request.Path == "/first")
                context.Response.Redirect("/second", permanent: false, preserveMethod: true);
            else
                written = await new StreamReader(context.Request.Body).ReadToEndAsync(Token);
        });
        await Stores().WriteAllBytesAsync(At(server, "first"), "content"u8.ToArray(), Token);
        written.ShouldBe("content");
    }

    [Fact]
    public async Task The_token_goes_to_its_own_server_only_and_encrypted_only()
    {
        var seen = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        using var certificate = MakeCertificate();
        await File.WriteAllTextAsync(folder.File("ca.pem"), certificate.ExportCertificatePem(), Token);
        await File.WriteAllTextAsync(folder.File("token"), "secret\n", Token);
        File.SetUnixFileMode(folder.File("token"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Task Note(HttpContext context, string server)
        {
            seen[server] = context.Request.Headers.Authorization.ToString();
            return Task.CompletedTask;
        }

        await using var other = await TestServer.StartAsync(context => Note(context, "other"), options => options.UseHttps(certificate));
        await using var own = await TestServer.StartAsync(context =>
        {
            context.Response.Redirect(other.Url + "/x");
            return Note(context, "own");
        }, options => options.UseHttps(certificate));
        await using var plain = await TestServer.StartAsync(context => Note(context, "plain"));
        var environment = Environment(("LSST_HTTP_AUTH_BEARER_TOKEN", folder.File("token")), ("LSST_HTTP_CACERT_BUNDLE", folder.File("ca.pem")));

        await Stores(environment).ReadAllTextAsync(At(own, "x"), Token);
        await Stores(environment).ReadAllTextAsync(At(plain, "x"), Token);
        seen.ShouldBe(new Dictionary<string, string> { ["own"] = "Bearer secret", ["other"] = "", ["plain"] = "" }, ignoreOrder: true);

        await Stores(environment.With("SKYBUTLER_HTTP_TOKEN_HOSTS", "elsewhere.example")).ReadAllTextAsync(At(own, "x"), Token);
        seen["own"].ShouldBe("");
        File.SetUnixFileMode(folder.File("token"), UnixFileMode.UserRead | UnixFileMode.GroupRead);
        (await Should.ThrowAsync<ResourceException>(async () => await Stores(environment).ReadAllTextAsync(At(own, "x"), Token))).Message.ShouldContain("chmod 600");
        // Without the bundle nobody vouches for the server.
        (await Should.ThrowAsync<ResourceException>(async () => await Stores().ReadAllTextAsync(At(own, "x"), Token))).Message.ShouldContain(own.Url);
    }

    [Fact]
    public async Task A_refusal_says_what_to_set()
    {
        await using var server = await TestServer.StartAsync(context => Answer(context, 401));
        (await Should.ThrowAsync<ResourceException>(async () => await Stores().ReadAllTextAsync(At(server, "x"), Token))).Message.ShouldContain("LSST_HTTP_AUTH_BEARER_TOKEN");
        time.Pauses.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_listening_is_found_out_soon()
    {
        var path = ResourcePath.ParseStored("http://127.0.0.1:1/x");
        (await Should.ThrowAsync<ResourceException>(async () => await Stores().FindAsync(path, Token))).Message.ShouldContain("nobody answers at 127.0.0.1:1");
        time.Pauses.Count.ShouldBeLessThan(5);
    }

    [Fact]
    public async Task A_presigned_URL_is_looked_at_by_the_one_method_that_it_allows()
    {
        var methods = new ConcurrentQueue<string>();
        await using var server = await TestServer.StartAsync(context =>
        {
            methods.Enqueue(context.Request.Method);
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = "bytes 0-0/1234";
            return context.Response.WriteAsync("x", Token);
        });
        (await Stores().FindAsync(ResourcePath.ParseStored($"{server.Url}/x?X-Amz-Signature=abc"), Token))!.Size.ShouldBe(1234);
        methods.ShouldBe(["GET"]);
    }

    [Theory]
    [InlineData("<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aaaa'>]><multistatus xmlns='DAV:'><response><href>/d/&a;</href></response></multistatus>")]
    [InlineData("<multistatus xmlns='DAV:'><response><href>/d/x</href>")]
    [InlineData("not xml")]
    public async Task A_listing_that_is_damaged_or_hostile_is_refused(string answer)
    {
        await using var server = await TestServer.StartAsync(context => Listing(context, answer));
        (await Should.ThrowAsync<ResourceException>(async () => await ListAsync(server))).Message.ShouldContain("Cannot list");
    }

    [Fact]
    public async Task Names_that_lie_elsewhere_are_not_listed()
    {
        string[] links = ["/d/", "/d/good", "/other", "/d/../up", "/d/%2e%2e/up", "/d/a%2fb", "http://elsewhere.example/d/x", "/d/deep/er", "/d/%00", "//evil/d/x", "/d/also%20good"];
        var answer = "<multistatus xmlns='DAV:'>" + string.Concat(links.Select(link => $"<response><href>{link}</href></response>")) + "</multistatus>";
        await using var server = await TestServer.StartAsync(context => Listing(context, answer));
        (await ListAsync(server)).ShouldBe(["also good", "good"]);
    }

    [Fact]
    public async Task Names_that_are_steps_are_refused_before_anything_is_sent()
    {
        var asked = 0;
        await using var server = await TestServer.StartAsync(context => Task.FromResult(++asked));
        foreach (var name in (string[])["a/../b", "%2E%2E/b", "a/./b", "a/%2e%2e"])
            (await Should.ThrowAsync<ResourceException>(async () => await Stores().FindAsync(ResourcePath.ParseStored($"{server.Url}/{name}"), Token))).Message.ShouldContain("was refused");
        asked.ShouldBe(0);
    }

    public void Dispose() => folder.Dispose();

    private static ResourcePath At(TestServer server, string name) => ResourcePath.ParseStored($"{server.Url}/{name}");

    private static EnvironmentVariables Environment(params (string Name, string Value)[] variables) =>
        EnvironmentVariables.From(variables.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal));

    private static Task Answer(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static Task Listing(HttpContext context, string answer)
    {
        context.Response.StatusCode = 207;
        return context.Response.WriteAsync(answer, Token);
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    private ResourceStores Stores(EnvironmentVariables? environment = null)
    {
        var store = new HttpResourceStore(environment ?? EnvironmentVariables.Empty, time);
        return ResourceStores.Local.With("http", store).With("https", store);
    }

    private async Task<List<string>> ListAsync(TestServer server) =>
        await Stores().For(At(server, "d/")).ListAsync(At(server, "d/"), Token).Select(file => file.Path.Basename).ToListAsync(Token);
}
