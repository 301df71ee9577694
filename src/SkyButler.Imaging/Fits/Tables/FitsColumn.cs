namespace SkyButler.Imaging.Fits.Tables;

/// <summary>What a column of a binary table is.</summary>
/// <param name="Name">Its name (TTYPEn); empty if it has none.</param>
/// <param name="Unit">Its unit (TUNITn), if there is one.</param>
/// <param name="Type">Letter of the element type: L truth, X bits, B I J K integers of 1, 2, 4, 8 bytes, A text, E D reals, C M complex.</param>
/// <param name="Repeat">Number of elements in a row; for columns of variable length, 0 or 1 arrays.</param>
/// <param name="IsVariable">Whether rows hold arrays of differing length.</param>
public sealed record FitsColumn(string Name, string? Unit, char Type, int Repeat, bool IsVariable);
