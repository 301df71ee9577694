namespace SkyButler.Imaging.Fits.Layout;

/// <summary>One column of a binary table: where it lies in a row, and what is there.</summary>
/// <param name="Name">TTYPEn, or "" if there is none.</param>
/// <param name="Unit">TUNITn.</param>
/// <param name="Offset">First byte in the row.</param>
/// <param name="Repeat">Number of elements in the row (of descriptors for a variable-length column: 0 or 1).</param>
/// <param name="Type">Type letter of the elements: L X B I J K A E D C M.</param>
/// <param name="Descriptor">'P' or 'Q' when the row holds a descriptor of elements in the heap, else '\0'.</param>
/// <param name="Scale">TSCALn.</param>
/// <param name="Zero">TZEROn.</param>
/// <param name="Form">TFORMn behind the repeat count and the type letter: greatest lengths of arrays, widths of texts.</param>
internal sealed record ColumnLayout(
    string Name, string? Unit, int Offset, int Repeat, char Type, char Descriptor, double Scale, double Zero, string Form = "")
{
    public bool IsVariable => Descriptor != '\0';

    public int ElementLength => LengthOf(Type);

    public int Width => IsVariable ? Repeat * (Descriptor == 'P' ? 8 : 16)
        : Type == 'X' ? (Repeat + 7) / 8
        : Repeat * ElementLength;

    public static int LengthOf(char type) => type switch
    {
        'L' or 'X' or 'B' or 'A' => 1,
        'I' => 2,
        'J' or 'E' => 4,
        'K' or 'D' or 'C' => 8,
        'M' => 16,
        _ => 0,
    };
}
