using SkyButler.Dimensions;
using SkyButler.Queries.Expressions;

namespace SkyButler.Queries.Plans.Questions;

/// <summary>What a question asks for.</summary>
internal abstract record Projection
{
    /// <summary>Data IDs.</summary>
    internal sealed record DataIds : Projection;

    /// <summary>Datasets of a search: all that it finds, or for each data ID that of the first collection.</summary>
    internal sealed record Datasets(DatasetSearch Search, bool FindFirst, DatasetRepetition Repetition = DatasetRepetition.Once) : Projection;

    /// <summary>Records of an element.</summary>
    internal sealed record Records(DimensionElement Element) : Projection;

    /// <summary>Data IDs with further columns; with <paramref name="First"/>, only what the first collection of that search has for each.</summary>
    internal sealed record General(IReadOnlyList<QueryColumn> Columns, DatasetSearch? First) : Projection;

    /// <summary>The search of which only the first find counts; null where all count.</summary>
    public DatasetSearch? FirstOf => this switch
    {
        Datasets { FindFirst: true } d => d.Search,
        General g => g.First,
        _ => null,
    };
}
