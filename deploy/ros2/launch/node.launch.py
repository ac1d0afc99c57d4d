"""Starts the robotics node from a ROS 2 launch system.

    ros2 launch deploy/ros2/launch/node.launch.py config:=configs/bridge/observe.yaml namespace:=/robot1
"""

from pathlib import Path

from launch import LaunchDescription
from launch.actions import DeclareLaunchArgument
from launch.substitutions import LaunchConfiguration
from launch_ros.actions import Node

ROOT = Path(__file__).resolve().parents[3]


def generate_launch_description():
    arguments = {
        'program': (str(ROOT / 'robotics'), 'the entry script of the repository'),
        'config': (str(ROOT / 'configs' / 'bridge' / 'observe.yaml'), 'settings of the node'),
        'params': (str(ROOT / 'deploy' / 'ros2' / 'params.yaml'), 'ROS 2 parameter file; its values come before those of config'),
        'namespace': ('/', 'where the node and its relative topics lie'),
        'name': ('reward', "the node's name"),
        'use_sim_time': ('false', 'take the time from /clock'),
    }
    node = Node(
        executable=LaunchConfiguration('program'),
        arguments=['node', '--config', LaunchConfiguration('config')],
        namespace=LaunchConfiguration('namespace'),
        name=LaunchConfiguration('name'),
        parameters=[LaunchConfiguration('params'), {'use_sim_time': LaunchConfiguration('use_sim_time')}],
        output='screen',
        # Ctrl-C lets the node stop the arm and close its files first
        sigterm_timeout='15',
    )
    declarations = [DeclareLaunchArgument(key, default_value=value, description=text) for key, (value, text) in arguments.items()]
    return LaunchDescription([*declarations, node])
