namespace SkyButler.Imaging.Fits.Tables.TextTables;

/// <summary>One column of a table of text: where it stands in a row, and as what its numbers are kept once they are read.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="Start">First character in the row, from 0 (TBCOLn).</param>
/// <param name="Length">Number of characters.</param>
/// <param name="Decimals">How many digits are behind a decimal point that isn't written.</param>
/// <param name="Type">Letter of the type in a binary table: A I J K D.</param>
/// <param name="Nothing">The text that stands for no value (TNULLn), without blanks at its end; null where there is none.</param>
internal sealed record AsciiColumn(string Name, int Start, int Length, int Decimals, char Type, string? Nothing)
{
    /// <summary>Bytes in a row of the binary table.</summary>
    public int Width => Type switch { 'A' => Length, 'I' => 2, 'J' => 4, _ => 8 };

    /// <summary>TFORMn of the binary table.</summary>
    public string Form => Type == 'A' ? FormattableString.Invariant($"{Length}A") : FormattableString.Invariant($"1{Type}");
}
