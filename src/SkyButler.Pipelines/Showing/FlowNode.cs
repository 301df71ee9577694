namespace SkyButler.Pipelines.Showing;

/// <summary>A node of a drawing, with the numbers of the nodes that its lines lead to, all of them later ones.</summary>
internal sealed record FlowNode(char Symbol, string Text, IReadOnlyList<int> Next);
