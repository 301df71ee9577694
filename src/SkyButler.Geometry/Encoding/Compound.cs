namespace SkyButler.Geometry.Encoding;

/// <summary>What unions and intersections share as lists of operands.</summary>
internal static class Compound
{
    public static int DepthOf(IReadOnlyList<Region> operands)
    {
        var depth = 1 + operands.Select(operand => operand.Depth).DefaultIfEmpty().Max();
        if (depth > Region.MaxDepth)
            throw new GeometryException($"A region would be nested {depth} levels deep; at most {Region.MaxDepth} are possible");
        return depth;
    }

    public static int EncodedLength(IReadOnlyList<Region> operands) => 1 + operands.Sum(operand => sizeof(ulong) + operand.EncodedLength);

    public static int EncodeTo(Span<byte> target, RegionCode code, IReadOnlyList<Region> operands)
    {
        var writer = new RegionWriter(target, code);
        foreach (var operand in operands)
            writer.Write(operand);
        return writer.Length;
    }

    public static int HashOf(RegionCode code, IReadOnlyList<Region> operands)
    {
        var hash = default(HashCode);
        hash.Add(code);
        foreach (var operand in operands)
            hash.Add(operand);
        return hash.ToHashCode();
    }
}
