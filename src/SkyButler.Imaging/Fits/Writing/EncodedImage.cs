namespace SkyButler.Imaging.Fits.Writing;

/// <summary>A compressed image as the table that goes into a file.</summary>
/// <param name="Cards">Cards that describe the table and the compression.</param>
/// <param name="Data">Rows and heap, piece by piece.</param>
internal sealed record EncodedImage(FitsHeader Cards, IReadOnlyList<ReadOnlyMemory<byte>> Data);
