using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Tests.Servers;

namespace SkyButler.Resources.Tests.Stores.Zip;

public sealed class ZipResourceStoreTests : ReadableStoreContract
{
    private readonly MemoryResourceStore memory = new();

    public ZipResourceStoreTests()
    {
        Stores = ResourceStores.Local.With("mem", memory);
        File.WriteAllBytes(Folder.File("all.zip"), Zip(("x/a", "0123456789"), ("x/b c", ""), ("x/sub/d", "d")));
    }

    protected override ResourceStores Stores { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    protected override ResourcePath At(string name) => Member(Folder.File("all.zip"), name);

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.SmallestSize)]
    public async Task Of_a_large_remote_zip_only_its_end_and_the_member_are_fetched(CompressionLevel level)
    {
        var files = new DavFiles();
        await using var server = await TestServer.StartAsync(files.AnswerAsync);
        var stores = ResourceStores.For(EnvironmentVariables.Empty);
        var zip = ResourcePath.ParseStored($"{server.Url}/big.zip");
        var noise = new byte[3_000_000];
        new Random(1).NextBytes(noise);
        var content = Zip(level, ("first", Convert.ToBase64String(noise)), ("wanted", "little"), ("last", Convert.ToBase64String(noise)));
        await stores.WriteAllBytesAsync(zip, content, Token);
        files.Requests.Clear();

        var member = zip.WithFragment("zip-path=wanted");
        (await stores.ReadAllTextAsync(member, Token)).ShouldBe("little");
        (await stores.FindAsync([member, zip.WithFragment("zip-path=none")], Token)).Select(file => file?.Size).ShouldBe([6, null]);
        (await stores.ReadAllTextAsync(member, Token)).ShouldBe("little");
        files.BytesSent.ShouldBeLessThan(200_000);
        files.Requests.Count(request => request.StartsWith("GET", StringComparison.Ordinal)).ShouldBe(4);
    }

    [Fact]
    public async Task A_zip_that_is_replaced_is_read_anew()
    {
        var zip = ResourcePath.ParseStored("mem://m/z.zip");
        await Stores.WriteAllBytesAsync(zip, Zip(("a", "old")), Token);
        (await Stores.ReadAllTextAsync(zip.WithFragment("zip-path=a"), Token)).ShouldBe("old");
        await Stores.WriteAllBytesAsync(zip, Zip(("a", "newer")), Token);
        (await Stores.ReadAllTextAsync(zip.WithFragment("zip-path=a"), Token)).ShouldBe("newer");
    }

    [Theory]
    [InlineData("../x", "'..'")]
    [InlineData("a/../../x", "'..'")]
    [InlineData("/etc/passwd", "absolute")]
    [InlineData("..\\x", "backslash")]
    [InlineData("C:x", "drive")]
    [InlineData("a\0b", "NUL")]
    [InlineData("", "empty")]
    public async Task Names_that_lead_out_are_refused_in_questions_and_in_zips(string name, string reason)
    {
        var zip = ResourcePath.ParseStored("mem://m/hostile.zip");
        await Stores.WriteAllBytesAsync(zip, Zip(("good", "good"), (name.Length == 0 ? "./" + "x" : name, "bad")), Token);
        (await Should.ThrowAsync<ResourceException>(async () => await Stores.FindAsync(zip.WithFragment("zip-path=" + Uri.EscapeDataString(name)), Token))).Message.ShouldContain(reason);
        (await Should.ThrowAsync<ResourceException>(async () => await Stores.For(zip.WithFragment("zip-path=")).ListAsync(zip.WithFragment("zip-path="), Token).ToListAsync(Token))).Message.ShouldContain("was refused");
        (await Stores.ReadAllTextAsync(zip.WithFragment("zip-path=good"), Token)).ShouldBe("good");
    }

    [Fact]
    public async Task Damage_of_every_kind_is_an_error_and_never_other_content()
    {
        var zip = ResourcePath.ParseStored("mem://m/damaged.zip");
        var whole = Zip(CompressionLevel.SmallestSize, ("a", string.Concat(Enumerable.Repeat("some text, ", 200))), ("b", "0123456789"));
        var random = new Random(3);
        for (var trial = 0; trial < 600; trial++)
        {
            var damaged = whole.ToArray();
            if (trial % 3 == 0)
                damaged = damaged[..random.Next(damaged.Length)];
            else
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            await Stores.WriteAllBytesAsync(zip, damaged, Token);
            try
            {
                var text = await Stores.ReadAllTextAsync(zip.WithFragment("zip-path=b"), Token);
                text.ShouldBe("0123456789");
            }
            catch (ResourceException)
            {
                // As it should be.
            }
        }
    }

    [Fact]
    public async Task A_member_that_unpacks_to_more_than_it_says_is_cut_off()
    {
        var zip = ResourcePath.ParseStored("mem://m/bomb.zip");
        var content = Zip(CompressionLevel.SmallestSize, ("a", new string('x', 5_000_000)));
        // The directory's entry says 10 bytes.
        var entry = content.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BinaryPrimitives.WriteUInt32LittleEndian(content.AsSpan(entry + 24), 10);
        await Stores.WriteAllBytesAsync(zip, content, Token);
        (await Should.ThrowAsync<ResourceException>(async () => await Stores.ReadAllBytesAsync(zip.WithFragment("zip-path=a"), Token))).Message.ShouldContain("more than the 10 bytes");
    }

    [Fact]
    public async Task A_directory_that_claims_more_than_the_file_holds_is_refused()
    {
        var zip = ResourcePath.ParseStored("mem://m/claims.zip");
        foreach (var (at, value) in ((int, uint)[])[(10, 0xFFFE), (12, 0x7FFFFFFF), (16, 0x7FFFFFFF)])
        {
            var content = Zip(("a", "content"));
            BinaryPrimitives.WriteUInt32LittleEndian(content.AsSpan(content.Length - 22 + at), value);
            await Stores.WriteAllBytesAsync(zip, content, Token);
            await Should.ThrowAsync<ResourceException>(async () => await Stores.FindAsync(zip.WithFragment("zip-path=a"), Token));
        }
    }

    private static ResourcePath Member(string file, string name) => ResourcePath.FromLocalPath(file).WithFragment("zip-path=" + Uri.EscapeDataString(name));

    private static byte[] Zip(params (string Name, string Text)[] members) => Zip(CompressionLevel.SmallestSize, members);

    private static byte[] Zip(CompressionLevel level, params (string Name, string Text)[] members)
    {
        using var content = new MemoryStream();
        using (var zip = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in members)
            {
                using var stream = zip.CreateEntry(name, level).Open();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return content.ToArray();
    }
}
