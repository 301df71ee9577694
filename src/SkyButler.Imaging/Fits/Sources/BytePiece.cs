namespace SkyButler.Imaging.Fits.Sources;

/// <summary>A piece of a source that is wanted.</summary>
/// <param name="Position">Its first byte.</param>
/// <param name="Length">How many bytes it has.</param>
internal readonly record struct BytePiece(long Position, int Length)
{
    /// <summary>The byte behind it.</summary>
    public long End => Position + Length;
}
