namespace SkyButler.Imaging.Tables;

/// <summary>What a column is, apart from its values.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What its elements are.</param>
public sealed record ColumnDefinition(string Name, ColumnType Type)
{
    private static readonly OrderedDictionary<string, object?> Nothing = new(StringComparer.Ordinal);

    /// <summary>Lengths of the axes of a row's array, the last running fastest, as numpy counts; none where a row holds one element.</summary>
    public IReadOnlyList<int> Shape { get; init; } = [];

    /// <summary>Whether rows hold arrays of differing length.</summary>
    public bool IsRagged { get; init; }

    /// <summary>Unit, in the words of FITS; null where none is given.</summary>
    public string? Unit { get; init; }

    /// <summary>What the column means; null where nothing is said.</summary>
    public string? Description { get; init; }

    /// <summary>How values are to be printed, in the notation of the file; null where nothing is said.</summary>
    public string? Format { get; init; }

    /// <summary>What else is known of it: plain values, lists and dictionaries.</summary>
    public IReadOnlyDictionary<string, object?> Metadata { get; init; } = Nothing;

    /// <summary>Number of elements in each row; 0 where rows differ.</summary>
    public int ElementsPerRow => IsRagged ? 0 : Shape.Aggregate(1, (product, length) => checked(product * length));

    /// <summary>Type and shape as numpy's users say them: <c>float64</c>, <c>int32[2,3]</c>, <c>float32[...]</c>.</summary>
    public string TypeText => ColumnTypes.NameOf(Type) + (IsRagged ? "[...]" : Shape.Count == 0 ? "" : $"[{string.Join(',', Shape)}]");

    /// <inheritdoc/>
    public bool Equals(ColumnDefinition? other) => other is not null
        && Name == other.Name && Type == other.Type && IsRagged == other.IsRagged && Unit == other.Unit
        && Description == other.Description && Format == other.Format && Shape.SequenceEqual(other.Shape);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Type, IsRagged, Unit);
}
