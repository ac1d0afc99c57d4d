using Robotics.Cli.Commands;
using Robotics.Cli.Progress;

using var interruption = new Interruption();
return RoboticsProgram.Run(args, Terminal.OfProcess(TimeProvider.System), TimeProvider.System, interruption.Token);
