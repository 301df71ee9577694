using System.Globalization;

namespace SkyButler.Imaging.Archives;

/// <summary>A column of a table of an archive that is written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Letter of the element type: J, D, A, B or E.</param>
/// <param name="Count">Number of elements in a row; 0 where it varies.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="FieldClass">What afw calls the kind of field.</param>
internal sealed record ArchiveColumn(string Name, char Type, int Count, string? Unit, string FieldClass)
{
    private const int DescriptorLength = 16;

    public bool IsVariable => Count == 0;

    public int ElementLength => Type switch { 'D' => 8, 'J' or 'E' => 4, _ => 1 };

    public int Width => IsVariable ? DescriptorLength : Count * ElementLength;

    public string Form => IsVariable ? $"1Q{Type}" : Count.ToString(CultureInfo.InvariantCulture) + Type;

    public static ArchiveColumn Whole(string name, string? unit = null) => new(name, 'J', 1, unit, "Scalar");

    public static ArchiveColumn Real(string name, string? unit = null) => new(name, 'D', 1, unit, "Scalar");

    public static ArchiveColumn Angle(string name) => new(name, 'D', 1, "rad", "Angle");

    public static ArchiveColumn Text(string name, int length = 0) => new(name, 'A', length, null, "String");

    public static ArchiveColumn Bytes(string name) => new(name, 'B', 0, null, "Array");

    public static ArchiveColumn Reals(string name, int count = 0) => new(name, 'D', count, null, "Array");

    public static ArchiveColumn Singles(string name) => new(name, 'E', 0, null, "Array");

    /// <summary>Corners or a corner and a size: four columns.</summary>
    public static IEnumerable<ArchiveColumn> Box(string name, string second) =>
        [Whole($"{name}_min_x", "pixel"), Whole($"{name}_min_y", "pixel"), Whole($"{name}_{second}_x", "pixel"), Whole($"{name}_{second}_y", "pixel")];
}
