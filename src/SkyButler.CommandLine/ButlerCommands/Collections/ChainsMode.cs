namespace SkyButler.CommandLine.ButlerCommands.Collections;

/// <summary>Values of <c>query-collections --chains</c>.</summary>
internal static class ChainsMode
{
    public const string Tree = "TREE";
    public const string Table = "TABLE";
    public const string InverseTable = "INVERSE-TABLE";
    public const string InverseTree = "INVERSE-TREE";
    public const string Flatten = "FLATTEN";
    public const string NoChildren = "NO-CHILDREN";

    public static readonly IReadOnlyList<string> All = [Tree, Table, InverseTable, InverseTree, Flatten, NoChildren];
}
