namespace SkyButler.Parquet.Encodings;

/// <summary>Values by their positions in the chunk's dictionary.</summary>
internal sealed class DictionaryDecoder<T>(T[] dictionary, RunDecoder positions) : ValueDecoder<T>
{
    private const int Piece = 512;

    public override void Decode(Span<T> target)
    {
        Span<int> some = stackalloc int[Piece];
        while (target.Length > 0)
        {
            var taken = positions.TakeRun(target.Length, out var position);
            if (taken > 0)
            {
                target[..taken].Fill(dictionary[Positions.Check(position, dictionary.Length)]);
            }
            else
            {
                taken = Math.Min(Math.Min(Piece, positions.PackedLeft), target.Length);
                var found = some[..taken];
                positions.TakePacked(found);
                Positions.Check(found, dictionary.Length);
                for (var i = 0; i < found.Length; i++)
                    target[i] = dictionary[found[i]];
            }

            target = target[taken..];
        }
    }
}
