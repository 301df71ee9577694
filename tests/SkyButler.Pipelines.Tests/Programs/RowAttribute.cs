namespace SkyButler.Pipelines.Tests.Programs;

/// <summary>Names the row of the table of requirements that a test holds.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class RowAttribute(string number) : Attribute
{
    public string Number { get; } = number;
}
