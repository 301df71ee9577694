namespace SkyButler.Imaging.Fits.Sources;

/// <summary>
/// Reads many pieces of a source by few requests: pieces that lie close together come by one, with what is between them, and as many
/// requests are under way as the source likes.
/// </summary>
internal static class BytePieces
{
    // A piece that is larger is fetched by itself.
    private const int MostJoined = 16 << 20;

    /// <summary>The bytes of every piece, in the order in which they were asked for. All lie within the source.</summary>
    public static async Task<IReadOnlyList<ArraySegment<byte>>> ReadAsync(
        IByteSource source, IReadOnlyList<BytePiece> pieces, CancellationToken cancellationToken)
    {
        var answers = new ArraySegment<byte>[pieces.Count];
        var requests = Join(pieces, source.WorthReadingAlong);
        if (source.RequestsAtATime == 1 || requests.Count == 1)
        {
            foreach (var request in requests)
                await FetchAsync(request, cancellationToken).ConfigureAwait(false);
            return answers;
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = source.RequestsAtATime, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(requests, options, FetchAsync).ConfigureAwait(false);
        return answers;

        async ValueTask FetchAsync(Request request, CancellationToken token)
        {
            var bytes = GC.AllocateUninitializedArray<byte>((int)(request.End - request.Start));
            await source.ReadExactlyAsync(request.Start, bytes, token).ConfigureAwait(false);
            foreach (int index in request.Pieces)
                answers[index] = new(bytes, (int)(pieces[index].Position - request.Start), pieces[index].Length);
        }
    }

    private static List<Request> Join(IReadOnlyList<BytePiece> pieces, int worthReadingAlong)
    {
        var requests = new List<Request>();
        foreach (int index in Enumerable.Range(0, pieces.Count).OrderBy(index => pieces[index].Position))
        {
            var piece = pieces[index];
            if (requests.Count > 0 && requests[^1] is var last && piece.Position - last.End <= worthReadingAlong && Math.Max(last.End, piece.End) - last.Start <= MostJoined)
            {
                last.End = Math.Max(last.End, piece.End);
                last.Pieces.Add(index);
            }
            else
            {
                requests.Add(new Request { Start = piece.Position, End = piece.End, Pieces = [index] });
            }
        }

        return requests;
    }

    private sealed class Request
    {
        public required long Start { get; init; }

        public required long End { get; set; }

        public required List<int> Pieces { get; init; }
    }
}
