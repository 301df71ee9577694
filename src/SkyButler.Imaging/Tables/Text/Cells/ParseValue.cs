namespace SkyButler.Imaging.Tables.Text.Cells;

/// <summary>Reads a value of a text, or says that it is none.</summary>
internal delegate bool ParseValue<T>(ReadOnlySpan<char> text, out T value);
