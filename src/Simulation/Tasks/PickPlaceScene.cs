namespace Robotics.Simulation.Tasks;

/// <summary>
/// The scene in MuJoCo's XML (MJCF 2.2): a 6-DoF arm with a two-finger gripper, a cube, a goal disc, cameras, and
/// distractors that nothing collides with. Metres, radians, seconds; the table's surface is z = 0 and the arm's base
/// stands at the origin.
/// </summary>
public static class PickPlaceScene
{
    /// <summary>Camera names.</summary>
    public static IReadOnlyList<string> Cameras { get; } = ["front", "side", "wrist"];

    /// <summary>Names of the joints that are commanded: the arm's six, then the two fingers.</summary>
    public static IReadOnlyList<string> Joints { get; } =
        ["joint1", "joint2", "joint3", "joint4", "joint5", "joint6", "finger_left", "finger_right"];

    /// <summary>Half the cube's edge.</summary>
    public const double CubeHalf = .02;

    /// <summary>Objects that only distract.</summary>
    public const int Distractors = 3;

    /// <summary>Centre of the goal disc on the table.</summary>
    public static (double X, double Y) Goal { get; } = (.42, -.2);

    /// <summary>Radius of the goal disc, m.</summary>
    public const double GoalRadius = .045;

    /// <summary>The cube starts in this rectangle of 16 x 17 cm.</summary>
    public static (double MinX, double MaxX, double MinY, double MaxY) CubeArea { get; } = (.34, .50, .02, .19);

    /// <summary>The cube's start turns by at most so much either way.</summary>
    public const double CubeYaw = .3;

    /// <summary>The model. Small contact limits and no shadow, multisampling or fine slices: fast, and enough here.</summary>
    /// <param name="contactLimit">Contacts that the simulation holds (nconmax); an overflow makes an episode invalid.</param>
    public static string Xml(int contactLimit = 60) => $"""
        <mujoco model="pick_place">
          <compiler angle="radian" autolimits="true"/>
          <option timestep=".002" cone="elliptic" impratio="10"/>
          <size njmax="200" nconmax="{contactLimit}" nstack="60000"/>
          <visual>
            <global offwidth="128" offheight="128"/>
            <quality shadowsize="0" offsamples="0" numslices="12" numstacks="8"/>
            <map znear=".02" zfar="4"/>
            <headlight ambient=".3 .3 .3" diffuse=".25 .25 .25" specular="0 0 0"/>
          </visual>
          <default>
            <joint damping="20" armature=".1"/>
            <geom friction="1 .005 .0001" condim="3" density="400"/>
            <default class="finger">
              <joint type="slide" range="0 .045" damping="10" armature=".05"/>
              <geom type="box" size=".010 .007 .035" friction="1.5 .02 .0005" condim="4" priority="1"
                    solimp=".98 .9998 .001" solref=".006 1" rgba=".15 .15 .15 1" density="1000"/>
            </default>
            <default class="visual"><geom contype="0" conaffinity="0"/></default>
          </default>
          <asset>
            <texture name="checker" type="2d" builtin="checker" rgb1=".95 .95 .95" rgb2=".82 .82 .82" width="64" height="64"/>
            <material name="table" texture="checker" texrepeat="10 10" specular=".1"/>
          </asset>
          <worldbody>
            <light name="lamp" pos=".3 .5 2" dir="0 -.2 -1" diffuse=".6 .6 .6" specular=".2 .2 .2" castshadow="false" cutoff="70"/>
            <geom name="floor" class="visual" type="plane" size="4 4 1" pos="0 0 -.6" rgba=".35 .37 .4 1"/>
            <geom name="table" type="box" size=".6 .6 .02" pos=".4 0 -.02" material="table" rgba=".78 .68 .52 1"/>
            <camera name="front" pos=".93 -.03 .82" xyaxes="0 1 0 -.843 0 .538" fovy="34"/>
            <camera name="side" pos=".42 -.85 .42" xyaxes="1 0 0 0 .42 .91" fovy="45"/>
            <geom name="goal" class="visual" type="cylinder" size="{GoalRadius} .001" pos="{Goal.X} {Goal.Y} .001" rgba=".2 .8 .3 1"/>
            <geom name="distractor0" class="visual" type="sphere" size=".018" pos=".6 .2 .018" rgba=".2 .3 .8 1"/>
            <geom name="distractor1" class="visual" type="cylinder" size=".016 .022" pos=".6 .1 .022" rgba=".2 .7 .8 1"/>
            <geom name="distractor2" class="visual" type="box" size=".015 .022 .015" pos=".6 0 .015" rgba=".5 .3 .8 1"/>
            {Arm}
            <body name="cube" pos=".42 .1 {CubeHalf}">
              <freejoint name="cube"/>
              <geom name="cube" type="box" size="{CubeHalf} {CubeHalf} {CubeHalf}" rgba=".85 .15 .15 1" density="600" condim="4" friction="1 .01 .0001"/>
            </body>
          </worldbody>
          <actuator>
            <position name="joint1" joint="joint1" kp="800" ctrlrange="-2.8 2.8"/>
            <position name="joint2" joint="joint2" kp="1200" ctrlrange="-1.7 1.9"/>
            <position name="joint3" joint="joint3" kp="800" ctrlrange="-.2 2.7"/>
            <position name="joint4" joint="joint4" kp="300" ctrlrange="-2.8 2.8"/>
            <position name="joint5" joint="joint5" kp="300" ctrlrange="-.5 2.9"/>
            <position name="joint6" joint="joint6" kp="200" ctrlrange="-3 3"/>
            <position name="finger_left" joint="finger_left" kp="400" ctrlrange="0 .045" forcerange="-8 8"/>
            <position name="finger_right" joint="finger_right" kp="400" ctrlrange="0 .045" forcerange="-8 8"/>
          </actuator>
        </mujoco>
        """;

    private const string Arm = """
        <body name="base">
          <geom name="arm0" type="cylinder" size=".07 .05" pos="0 0 .05" rgba=".25 .25 .28 1"/>
          <body name="link1" pos="0 0 .1">
            <joint name="joint1" axis="0 0 1" range="-2.8 2.8"/>
            <geom name="arm1" type="cylinder" size=".055 .08" pos="0 0 .08" rgba=".85 .86 .9 1"/>
            <body name="link2" pos="0 0 .15">
              <joint name="joint2" axis="0 1 0" range="-1.7 1.9"/>
              <geom name="arm2" type="capsule" fromto="0 0 0 0 0 .35" size=".045" rgba=".85 .86 .9 1"/>
              <body name="link3" pos="0 0 .35">
                <joint name="joint3" axis="0 1 0" range="-.2 2.7"/>
                <geom name="arm3" type="capsule" fromto="0 0 0 0 0 .26" size=".04" rgba=".6 .63 .7 1"/>
                <body name="link4" pos="0 0 .3">
                  <joint name="joint4" axis="0 0 1" range="-2.8 2.8"/>
                  <geom name="arm4" type="cylinder" size=".035 .03" rgba=".85 .86 .9 1"/>
                  <body name="link5" pos="0 0 .04">
                    <joint name="joint5" axis="0 1 0" range="-.5 2.9"/>
                    <geom name="arm5" type="sphere" size=".04" rgba=".6 .63 .7 1"/>
                    <body name="link6" pos="0 0 .06">
                      <joint name="joint6" axis="0 0 1" range="-3 3"/>
                      <geom name="hand" type="box" size=".025 .065 .02" pos="0 0 .01" rgba=".25 .25 .28 1"/>
                      <camera name="wrist" pos=".09 0 -.02" xyaxes="0 1 0 .94 0 .34" fovy="75"/>
                      <site name="tcp" pos="0 0 .085" size=".004" rgba="0 0 0 0"/>
                      <body name="finger_left" pos="0 0 .03">
                        <joint name="finger_left" class="finger" axis="0 1 0"/>
                        <geom class="finger" pos="0 .007 .035"/>
                      </body>
                      <body name="finger_right" pos="0 0 .03">
                        <joint name="finger_right" class="finger" axis="0 -1 0"/>
                        <geom class="finger" pos="0 -.007 .035"/>
                      </body>
                    </body>
                  </body>
                </body>
              </body>
            </body>
          </body>
        </body>
        """;
}
