using SkyButler.Tests.Queries.Oracle.Conditions;

namespace SkyButler.Tests.Queries.Oracle.Answers;

/// <summary>A column, or an edge of one, to sort by.</summary>
internal sealed record OrderBy(Operand Value, bool IsDescending)
{
    public override string ToString() => (IsDescending ? "-" : "") + (Value is Operand.Edge e ? $"{e.Written}.{(e.IsEnd ? "end" : "begin")}" : ((Operand.Of)Value).Written);
}
