using SkyButler.Resources.Remote;
using SkyButler.Resources.Stores;

namespace SkyButler.Resources.Tests.Stores;

/// <summary>What a server sends besides what it announced, and how connections end.</summary>
public sealed class ResumingStreamTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    [InlineData(500, false)]
    public async Task More_than_was_announced_is_an_error_and_nothing_of_it_is_given_out(int sent, bool isRight)
    {
        var copy = new MemoryStream();
        await using var stream = Make(new MemoryStream(new byte[sent]), announced: 5);
        if (isRight)
            await stream.CopyToAsync(copy, Token);
        else
            (await Should.ThrowAsync<ResourceException>(() => stream.CopyToAsync(copy, Token))).Message.ShouldContain("More than the 5 bytes came");
        copy.Length.ShouldBe(5);
        using var again = Make(new MemoryStream(new byte[sent]), announced: 5);
        var read = Should.NotThrow(() => again.Read(new byte[10]));
        read.ShouldBe(5);
        if (!isRight)
            Should.Throw<ResourceException>(() => again.Read(new byte[10]));
    }

    [Fact]
    public async Task A_connection_that_breaks_when_all_is_there_has_done_its_work()
    {
        await using var stream = Make(new Breaking(5, () => new IOException("reset")), announced: 5);
        var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Token);
        copy.Length.ShouldBe(5);
    }

    [Fact]
    public async Task Only_what_a_connection_does_is_overlooked_when_it_is_closed()
    {
        await Make(new Breaking(0, () => new IOException("reset")), announced: 5).DisposeAsync();
        await Should.ThrowAsync<InvalidOperationException>(async () => await Make(new Breaking(0, () => new InvalidOperationException("a mistake")), announced: 5).DisposeAsync());
    }

    [Theory]
    [InlineData(4, "4 bytes")]
    [InlineData(6, "more bytes")]
    public async Task A_file_that_has_not_its_recorded_size_is_refused(int size, string expected)
    {
        var stores = ResourceStores.For(EnvironmentVariables.Empty);
        var path = ResourcePath.ParseStored($"mem://a/{Guid.NewGuid():N}");
        await stores.WriteAllBytesAsync(path, new byte[size], Token);
        await using var stream = await stores.OpenReadAsync(path, 5, Token);
        var error = await Should.ThrowAsync<ResourceException>(() => stream.CopyToAsync(Stream.Null, Token));
        error.Message.ShouldStartWith($"Cannot read {path}: it has {expected}, and 5 bytes are expected");
    }

    private static ResumingStream Make(Stream inner, long announced) => new(
        inner, (_, _) => throw new InvalidOperationException("not to be opened again"), 0, announced,
        new(TimeProvider.System, error => NetworkFailures.Judge(error) ?? FailureKind.Lasting), TimeSpan.FromMinutes(1), error => error);

    /// <summary>Gives some bytes; then reading fails, and closing too.</summary>
    private sealed class Breaking(int bytes, Func<Exception> error) : MemoryStream(new byte[bytes])
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position < bytes ? base.ReadAsync(buffer, cancellationToken) : throw error();

        protected override void Dispose(bool disposing) => throw error();
    }
}
