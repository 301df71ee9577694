namespace SkyButler.Tests.Queries.Oracle.Conditions;

/// <summary>Something of a repository that a condition can speak of.</summary>
internal abstract record Column(Kind Kind)
{
    /// <summary>The name that always means this.</summary>
    public abstract string Name { get; }

    /// <summary>The value of a dimension.</summary>
    internal sealed record Key(string Dimension, Kind Kind) : Column(Kind)
    {
        public override string Name => Dimension;
    }

    /// <summary>A field of an element's records.</summary>
    internal sealed record Field(string Element, string Member, Kind Kind, bool IsAlternateKey = false) : Column(Kind)
    {
        public override string Name => $"{Element}.{Member}";
    }

    /// <summary>A property of the datasets of a type.</summary>
    internal sealed record Found(string Type, string Member, Kind Kind) : Column(Kind)
    {
        public override string Name => $"{Type}.{Member}";
    }
}
