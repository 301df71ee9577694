using SkyButler.Imaging.Images;

namespace SkyButler.Instruments.SkyMaps;

/// <summary>A cell of a patch.</summary>
/// <param name="Id">Its number in the patch, row by row, from the corner of the patch's border.</param>
/// <param name="Column">Its column among the patch's cells, from 0.</param>
/// <param name="Row">Its row among the patch's cells, from 0.</param>
/// <param name="Inner">The pixels that are this cell's alone.</param>
/// <param name="Outer">All its pixels, with its border.</param>
public sealed record PatchCell(int Id, int Column, int Row, Box2I Inner, Box2I Outer);
