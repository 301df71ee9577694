using SkyButler.Imaging.Fits.Sources;

namespace SkyButler.Imaging.Tests.Fits;

/// <summary>Readers share the blocks of a slow source, and none suffers from what befalls another.</summary>
public sealed class BlockCachedSourceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reader_that_gives_up_takes_nothing_from_those_who_wait_for_the_same_bytes()
    {
        var slow = new SlowSource();
        await using var source = new BlockCachedSource(slow);
        using var impatience = new CancellationTokenSource();
        byte[] wanted = new byte[4];
        var first = source.ReadExactlyAsync(0, new byte[8], impatience.Token).AsTask();
        var second = source.ReadExactlyAsync(4, wanted, Cancel).AsTask();

        await impatience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => first);
        slow.Answer.SetResult();
        await second;
        wanted.ShouldBe([4, 5, 6, 7]);
        slow.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task What_failed_is_asked_for_again()
    {
        var slow = new SlowSource();
        await using var source = new BlockCachedSource(slow);
        byte[] wanted = new byte[2];
        slow.Answer.SetException(new IOException("the line is broken"));
        await Should.ThrowAsync<IOException>(() => source.ReadExactlyAsync(0, wanted, Cancel).AsTask());

        slow.Answer = new();
        slow.Answer.SetResult();
        await source.ReadExactlyAsync(8, wanted, Cancel);

        wanted.ShouldBe([8, 9]);
    }

    [Fact]
    public async Task The_end_of_a_source_ends_what_nobody_waits_for()
    {
        var slow = new SlowSource();
        var source = new BlockCachedSource(slow);
        using var impatience = new CancellationTokenSource();
        var read = source.ReadExactlyAsync(0, new byte[8], impatience.Token).AsTask();
        await impatience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => read);
        slow.Stopped.IsCancellationRequested.ShouldBeFalse();

        await source.DisposeAsync();
        await source.DisposeAsync();

        slow.Stopped.IsCancellationRequested.ShouldBeTrue();
    }

    // Each byte is its position; answers come when the test says so.
    private sealed class SlowSource : IByteSource
    {
        public TaskCompletionSource Answer { get; set; } = new();

        public int Requests { get; private set; }

        public CancellationToken Stopped { get; private set; }

        public string Name => "slow";

        public long Length => 200;

        public async ValueTask ReadExactlyAsync(long position, Memory<byte> buffer, CancellationToken cancellationToken)
        {
            Requests++;
            Stopped = cancellationToken;
            await Answer.Task.WaitAsync(cancellationToken);
            for (int i = 0; i < buffer.Length; i++)
                buffer.Span[i] = (byte)(position + i);
        }

        public ValueTask DisposeAsync() => default;
    }
}
