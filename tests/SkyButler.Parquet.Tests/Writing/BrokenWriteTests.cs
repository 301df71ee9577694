using SkyButler.Parquet.Columns;

namespace SkyButler.Parquet.Tests.Writing;

/// <summary>A write that failed or was cancelled leaves nothing that a reader takes for a file.</summary>
public sealed class BrokenWriteTests
{
    private static readonly ParquetBatch Rows = new(new ValueColumn<int>("id", Enumerable.Range(0, 1000).ToArray()), new ValueColumn<double>("flux", new double[1000]));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_whose_stream_failed_once_cannot_be_completed()
    {
        using var stream = new FailingStream { FailAt = 3 };
        await using var writer = ParquetWriter.Create(stream, Rows.Schema, new() { RowGroupRows = 500 });
        await Should.ThrowAsync<IOException>(() => writer.WriteAsync(Rows, Token));
        (await Should.ThrowAsync<ParquetException>(() => writer.CompleteAsync(Token))).Message.ShouldContain("write it anew");
        (await Should.ThrowAsync<ParquetException>(() => writer.WriteAsync(Rows, Token))).Message.ShouldContain("write it anew");
        await Should.ThrowAsync<ParquetFormatException>(() => Files.OpenAsync(stream.ToArray()));
    }

    [Fact]
    public async Task A_cancelled_write_cannot_be_completed()
    {
        using var stream = new MemoryStream();
        await using var writer = ParquetWriter.Create(stream, Rows.Schema);
        await Should.ThrowAsync<OperationCanceledException>(() => writer.WriteAsync(Rows, new CancellationToken(canceled: true)));
        (await Should.ThrowAsync<ParquetException>(() => writer.CompleteAsync(Token))).Message.ShouldContain("cancelled");
    }

    [Fact]
    public async Task An_end_that_failed_is_not_written_twice()
    {
        using var stream = new FailingStream { FailAt = 7 };
        await using var writer = ParquetWriter.Create(stream, Rows.Schema);
        await writer.WriteAsync(Rows, Token);
        await Should.ThrowAsync<IOException>(() => writer.CompleteAsync(Token));
        await Should.ThrowAsync<ParquetException>(() => writer.CompleteAsync(Token));
    }

    [Fact]
    public async Task Rows_that_were_refused_leave_the_file_whole()
    {
        using var stream = new MemoryStream();
        await using var writer = ParquetWriter.Create(stream, Rows.Schema);
        await Should.ThrowAsync<ParquetRequestException>(() => writer.WriteAsync(new(new ValueColumn<int>("other", new int[5])), Token));
        await writer.WriteAsync(Rows, Token);
        await writer.CompleteAsync(Token);
        (await Files.ReadAsync(stream.ToArray())).RowCount.ShouldBe(1000);
    }

    // Takes all but one of the pieces that are written.
    private sealed class FailingStream : MemoryStream
    {
        private int pieces;

        public required int FailAt { get; init; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            ++pieces == FailAt ? throw new IOException("The disk is full.") : base.WriteAsync(buffer, cancellationToken);
    }
}
